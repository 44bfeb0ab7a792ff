using Participatory.Grants.OpenData;
using Participatory.Grants.Payments.Runs;

namespace Participatory.Grants;

/// <summary>What the council has said about itself, checked once at the start.</summary>
/// <param name="Payer">From which account it pays; null where it has not said, and then no file for the bank is made.</param>
/// <param name="Publisher">As whom it publishes its grants; null where it has not said, and then none are published.</param>
/// <param name="BankDays">On which days its bank pays, until an administrator says it on a page.</param>
internal sealed record CouncilSettings(Payer? Payer, Publisher? Publisher, BankDays BankDays);
