"""Reading of Chinese articles, in Simplified and Traditional characters."""
