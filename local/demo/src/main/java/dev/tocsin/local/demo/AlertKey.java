package dev.tocsin.local.demo;

/** Which alert of the demonstration is meant: its rule and what it watches. */
record AlertKey(String ruleId, String instanceId) {

  static AlertKey of(Notification message) {
    return new AlertKey(message.ruleId(), message.instanceId());
  }
}
