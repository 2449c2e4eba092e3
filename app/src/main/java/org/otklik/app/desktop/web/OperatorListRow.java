package org.otklik.app.desktop.web;

import java.util.UUID;

/// One operator of the group, on shift or not, in words.
public record OperatorListRow(UUID operator, String name, String state, String topics) {}
