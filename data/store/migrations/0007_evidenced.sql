-- What was called verified is called evidenced: the gate's settings go by that name, whatever value they had.
update store.settings set setting = 'gate_evidenced_roi' where setting = 'gate_verified_roi';
update store.settings set setting = 'level_of_evidenced_roi' where setting = 'level_of_verified_roi';
