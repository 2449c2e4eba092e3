package org.otklik.wire.sip.log;

import gov.nist.core.LogLevels;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the SIP stack log through SLF4J without what its messages carry.
///
/// The stack puts whole messages, numbers and names into its texts. So only the kind of a fault and
/// the place where it arose are logged; the texts are dropped, at every level.
public final class StackLog implements StackLogger {
  private static final Logger LOG = LoggerFactory.getLogger(StackLog.class);

  /// The stack calls it by name.
  public StackLog() {}

  @Override
  public void logStackTrace() {}

  @Override
  public void logStackTrace(int traceLevel) {}

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void logException(Throwable ex) {
    fault(ex);
  }

  @Override
  public void logDebug(String message) {}

  @Override
  public void logDebug(String message, Exception ex) {}

  @Override
  public void logTrace(String message) {}

  @Override
  public void logFatalError(String message) {
    fault(null);
  }

  @Override
  public void logError(String message) {
    fault(null);
  }

  @Override
  public void logError(String message, @Nullable Exception ex) {
    fault(ex);
  }

  @Override
  public boolean isLoggingEnabled() {
    return false;
  }

  @Override
  public boolean isLoggingEnabled(int logLevel) {
    return logLevel <= LogLevels.TRACE_ERROR;
  }

  @Override
  public void logWarning(String string) {}

  @Override
  public void logInfo(String string) {}

  @Override
  public void disableLogging() {}

  @Override
  public void enableLogging() {}

  @Override
  public void setBuildTimeStamp(String buildTimeStamp) {}

  @Override
  public void setStackProperties(Properties stackProperties) {}

  @Override
  public String getLoggerName() {
    return LOG.getName();
  }

  private static void fault(@Nullable Throwable fault) {
    if (fault == null) {
      LOG.debug("The SIP stack noted an error");
      return;
    }
    StackTraceElement[] frames = fault.getStackTrace();
    LOG.debug(
        "The SIP stack noted {} at {}",
        fault.getClass().getName(),
        frames.length == 0 ? "an unknown place" : frames[0]);
  }
}
