"""Regression with design-based variance: terms, fits, coefficients, margins and tests of terms."""
