/// Pages and live connections of citizens.
@NullMarked
package org.otklik.app.portal.web;

import org.jspecify.annotations.NullMarked;
