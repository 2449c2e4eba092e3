package org.otklik.app.contacts.web;

/// What was typed into the search for recordings.
public record RecordingFilter(
    String day, String operator, String topic, String number, String contact) {}
