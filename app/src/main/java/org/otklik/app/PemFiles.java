package org.otklik.app;

import java.nio.file.Path;

/// A certificate chain and its private key, each in a PEM file.
record PemFiles(Path certificate, Path key) {}
