/** What the deployment sets for remediation. */
@NullMarked
package dev.tocsin.remediation.setting;

import org.jspecify.annotations.NullMarked;
