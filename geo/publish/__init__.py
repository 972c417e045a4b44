"""The atlas as static pages: `python -m geo.publish --out DIR`.

Any web host can serve them to any number of readers: there is no Python behind them, they ask no
other server for anything, and they can be read without scripts.
"""
