package org.otklik.app.pages;

/// Who is signed in, as the header shows it.
///
/// @param name how the person is called on screen
/// @param homeHref the page where the person works
/// @param signOutAction where the form that ends it is posted
public record Visitor(String name, String homeHref, String signOutAction) {}
