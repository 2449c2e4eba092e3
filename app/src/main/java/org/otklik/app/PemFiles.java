package org.otklik.app;

import java.nio.file.Path;

/// A certificate chain and its private key, each in a PEM file.
public record PemFiles(Path certificate, Path key) {}
