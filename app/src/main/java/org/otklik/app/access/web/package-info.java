/// The guard at the door: who may call which endpoint, security headers, and the pages for signing
/// in and for the audit trail.
@NullMarked
package org.otklik.app.access.web;

import org.jspecify.annotations.NullMarked;
