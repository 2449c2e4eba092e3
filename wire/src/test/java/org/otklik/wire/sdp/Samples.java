package org.otklik.wire.sdp;

/// Descriptions as telephones and browsers write them.
final class Samples {

  /// A desk telephone: several codecs, events, line ends CRLF.
  static final String DESK_PHONE =
      """
      v=0
      o=- 20046 20046 IN IP4 192.0.2.31
      s=SDP data
      c=IN IP4 192.0.2.31
      t=0 0
      m=audio 11800 RTP/AVP 9 0 8 18 101
      a=rtpmap:9 G722/8000
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:18 G729/8000
      a=fmtp:18 annexb=no
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-15
      a=ptime:20
      a=sendrecv
      """
          .replace("\n", "\r\n");

  /// A gateway that leaves out what is static, over IPv6, with its own RTCP port.
  static final String GATEWAY =
      """
      v=0
      o=CiscoSystemsSIP-GW-UserAgent 8186 2937 IN IP6 2001:db8::10
      s=SIP Call
      c=IN IP6 2001:db8::10
      t=0 0
      m=audio 17236 RTP/AVP 8 0 100
      a=rtcp:17300 IN IP6 2001:db8::10
      a=rtpmap:100 telephone-event/8000
      a=fmtp:100 0-16
      a=ptime:30
      """;

  /// A softphone that offers video too, and secured audio as its first choice.
  static final String SOFTPHONE =
      """
      v=0
      o=alice 3803 2081 IN IP4 203.0.113.5
      s=Talk
      c=IN IP4 203.0.113.5
      b=AS:380
      t=0 0
      m=audio 7076 RTP/SAVP 96 8
      a=rtpmap:96 opus/48000/2
      a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
      m=audio 7078 RTP/AVP 96 97 101
      a=rtpmap:96 opus/48000/2
      a=rtpmap:97 PCMA/8000/1
      a=rtpmap:101 telephone-event/48000
      m=video 9078 RTP/AVP 98
      a=rtpmap:98 H264/90000
      """;

  /// Chromium, audio only, without candidates.
  static final String CHROMIUM =
      """
      v=0
      o=- 4611731400430051336 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE 0
      a=extmap-allow-mixed
      a=msid-semantic: WMS 7a1f62b2-42b4-4d7c-a4a2-2b4b4c4d1f7b
      m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
      c=IN IP4 0.0.0.0
      a=rtcp:9 IN IP4 0.0.0.0
      a=ice-ufrag:Yz3H
      a=ice-pwd:5aPm3kUo5wWkPBGxvW3XdMgR
      a=ice-options:trickle
      a=fingerprint:sha-256 5B:7C:16:4F:2A:91:6D:90:E0:4F:58:0B:2C:19:44:A2:64:4E:21:C3:7D:9A:12:F0:83:4B:B6:55:1E:C7:08:AB
      a=setup:actpass
      a=mid:0
      a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
      a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
      a=sendrecv
      a=msid:7a1f62b2-42b4-4d7c-a4a2-2b4b4c4d1f7b 0d4e9d1e-25d1-4a29-8a9c-5f8b2f4d7f0c
      a=rtcp-mux
      a=rtcp-rsize
      a=rtpmap:111 opus/48000/2
      a=rtcp-fb:111 transport-cc
      a=fmtp:111 minptime=10;useinbandfec=1
      a=rtpmap:63 red/48000/2
      a=fmtp:63 111/111
      a=rtpmap:9 G722/8000
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:13 CN/8000
      a=rtpmap:110 telephone-event/48000
      a=rtpmap:126 telephone-event/8000
      a=ssrc:3570614608 cname:4TOk42mSjXCkVIa6
      a=ssrc:3570614608 msid:7a1f62b2-42b4-4d7c-a4a2-2b4b4c4d1f7b 0d4e9d1e-25d1-4a29-8a9c-5f8b2f4d7f0c
      """
          .replace("\n", "\r\n");

  /// Firefox, fingerprint at session level, a data channel beside.
  static final String FIREFOX =
      """
      v=0
      o=mozilla...THIS_IS_SDPARTA-99.0 7327671137430863246 0 IN IP4 0.0.0.0
      s=-
      t=0 0
      a=fingerprint:sha-256 aa:bb:16:4f:2a:91:6d:90:e0:4f:58:0b:2c:19:44:a2:64:4e:21:c3:7d:9a:12:f0:83:4b:b6:55:1e:c7:08:ab
      a=group:BUNDLE 0 1
      a=ice-options:trickle
      a=msid-semantic:WMS *
      m=audio 9 UDP/TLS/RTP/SAVPF 109 9 0 8 101
      c=IN IP4 0.0.0.0
      a=sendrecv
      a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
      a=extmap:2/recvonly urn:ietf:params:rtp-hdrext:csrc-audio-level
      a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid
      a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1
      a=fmtp:101 0-15
      a=ice-pwd:0e2d9a2a54d5c5d2b2f1a9b46f2f0bc1
      a=ice-ufrag:8f1d6a3c
      a=mid:0
      a=msid:- {f3c5e2f1-5a0f-4a56-9c02-8c5b3f5c1d11}
      a=rtcp-mux
      a=rtpmap:109 opus/48000/2
      a=rtpmap:9 G722/8000/1
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:101 telephone-event/8000/1
      a=setup:actpass
      a=ssrc:2655508255 cname:{735484ea-4f6c-f74a-bd66-7425f8476c2e}
      m=application 9 UDP/DTLS/SCTP webrtc-datachannel
      c=IN IP4 0.0.0.0
      a=sendrecv
      a=ice-pwd:0e2d9a2a54d5c5d2b2f1a9b46f2f0bc1
      a=ice-ufrag:8f1d6a3c
      a=mid:1
      a=setup:actpass
      a=sctp-port:5000
      a=max-message-size:1073741823
      """
          .replace("\n", "\r\n");

  private Samples() {}
}
