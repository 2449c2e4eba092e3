/// Protocols as libraries; they know nothing of the contact centre.
@org.jspecify.annotations.NullMarked
module org.otklik.wire {
  requires static transitive org.jspecify;
  requires org.slf4j;
  requires jain.sip.ri;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.tls;

  exports org.otklik.wire.digest;
  exports org.otklik.wire.dtls;
  exports org.otklik.wire.ice;
  exports org.otklik.wire.rtp;
  exports org.otklik.wire.sdp;
  exports org.otklik.wire.sip;
  exports org.otklik.wire.srtp;
  exports org.otklik.wire.sip.log to
      jain.sip.ri;
}
