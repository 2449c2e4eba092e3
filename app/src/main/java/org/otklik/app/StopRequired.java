package org.otklik.app;

/// The product cannot go on, and the person who runs it can help that. Publish it as an event: the
/// sentence is printed on the console and in the log, who waits on the line hears a farewell, and
/// the process ends with code 1.
///
/// @param russian one sentence: what is wrong and what to do; no personal data
/// @param english the same in English
public record StopRequired(String russian, String english) {}
