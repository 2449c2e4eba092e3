package org.otklik.app.notifications;

import java.util.UUID;

/// Names one notice.
public record NoticeId(UUID value) {}
