/// Tests of the citizen's pages.
@NullMarked
package org.otklik.app.portal.web;

import org.jspecify.annotations.NullMarked;
