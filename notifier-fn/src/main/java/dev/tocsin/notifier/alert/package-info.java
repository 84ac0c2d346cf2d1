/** What sources say of alerts, until the alerts are in their groups. */
@NullMarked
package dev.tocsin.notifier.alert;

import org.jspecify.annotations.NullMarked;
