/// Pages and live connections of the desk and the board.
@NullMarked
package org.otklik.app.desktop.web;

import org.jspecify.annotations.NullMarked;
