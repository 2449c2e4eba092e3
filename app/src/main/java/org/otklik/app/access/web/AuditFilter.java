package org.otklik.app.access.web;

/// What was typed into the filter of the audit page, as it was typed; empty means any.
public record AuditFilter(
    String who, String what, String kind, String subject, String from, String until) {}
