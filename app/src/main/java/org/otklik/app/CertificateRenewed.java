package org.otklik.app;

/// The files of the server's certificate hold another one, and its key. New connections are to be
/// served with it; those that stand go on with what they began.
public record CertificateRenewed(PemFiles files) {}
