/// Every shared page and component in a browser.
@NullMarked
package org.otklik.app.pages.web;

import org.jspecify.annotations.NullMarked;
