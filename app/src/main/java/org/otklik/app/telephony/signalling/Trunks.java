package org.otklik.app.telephony.signalling;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.otklik.app.SettingFaults;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.springframework.stereotype.Component;

/// The trunks of the centre, in the order in which calls out try them.
@Component
final class Trunks {
  private final List<Trunk> all;
  private final List<Trunk> outwards;

  /// @throws org.otklik.app.StartRefused naming everything that is wrong in the settings
  Trunks(TelephonySettings settings) {
    var faults = new SettingFaults("otklik.telephony");
    var reader = new TrunkReader(faults, System.nanoTime());
    this.all = reader.read(settings.trunks());
    this.outwards = reader.order(settings.outside().trunks(), all);
    reader.checkSources(all);
    reader.checkOutside(settings.outside());
    reader.checkRegistrationMax(settings.sip().registrationMax());
    reader.checkCountry(settings.sip().country());
    reader.checkPhones(settings.phones());
    faults.refuseIfAny();
  }

  List<Trunk> all() {
    return all;
  }

  /// Those that calls out go through, one after the other.
  List<Trunk> outwards() {
    return outwards;
  }

  /// The trunk whose network has this address.
  Optional<Trunk> find(InetAddress source) {
    return all.stream().filter(trunk -> trunk.has(source)).findFirst();
  }
}
