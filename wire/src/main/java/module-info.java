/// Protocols as libraries; they know nothing of the contact centre.
@org.jspecify.annotations.NullMarked
module org.otklik.wire {
  requires static transitive org.jspecify;
  requires org.slf4j;
  requires jain.sip.ri;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.tls;
  requires jitsi.srtp;

  exports org.otklik.wire.sip;
  exports org.otklik.wire.sip.log to
      jain.sip.ri;
}
