-- New words of closed lists, in a file of their own: nobody may use a new value of an enum in the transaction that adds it.

alter type private.mail_kind add value 'mailbox_proof';
alter type private.mail_kind add value 'mailbox_changed';
alter type private.mail_kind add value 'credential_reminder';
alter type private.mail_kind add value 'activation_reminder';
alter type private.mail_kind add value 'mailbox_check';
alter type private.mail_kind add value 'desk_digest';
alter type private.mail_kind add value 'recovery_asked';
alter type private.mail_kind add value 'recovery_decided';
alter type private.mail_kind add value 'bundle_link';
