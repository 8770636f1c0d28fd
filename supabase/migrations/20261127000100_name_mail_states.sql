-- What may become of a mail and of a batch, beyond what one worker sees. In a file of its own: PostgreSQL lets nobody use a
-- new value of an enum in the transaction that adds it.

alter type private.mail_state add value 'delayed' after 'sent';
alter type private.mail_state add value 'suppressed' after 'bounced';
alter type private.mail_state add value 'complained' after 'suppressed';
alter type private.batch_state add value 'split';
comment on column private.outbox.state is '状态：queued 排队，batched 已成批，sent 已发出，delayed 对方暂时不收，delivered 已送达，bounced 退信，suppressed 地址停用，complained 被标为垃圾邮件，failed 被拒收，cancelled 取消，unknown 不确定';
comment on column private.mail_batches.state is '状态：sending 发送中，sent 已交给邮件服务商，failed 失败，unknown 不确定，split 已拆成新的批次';
