/// How pages meet HTTP: views, language, errors in words, assets.
@NullMarked
package org.otklik.app.pages.web;

import org.jspecify.annotations.NullMarked;
