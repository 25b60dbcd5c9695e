"""The only users of vendor libraries; each keeps a promise of `ports.py`."""
