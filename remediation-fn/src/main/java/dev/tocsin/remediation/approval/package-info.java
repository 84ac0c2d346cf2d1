/**
 * The approval links: what a person sees, and what becomes of an answer. Knows nothing of how an
 * approved run is carried out.
 */
@NullMarked
package dev.tocsin.remediation.approval;

import org.jspecify.annotations.NullMarked;
