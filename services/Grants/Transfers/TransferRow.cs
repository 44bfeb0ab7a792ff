using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Words;

namespace Participatory.Grants.Transfers;

/// <summary>A transfer: the debit account gives, the credit account receives.</summary>
internal sealed record TransferRow
{
    public const string Columns = """
        sequence, transfer_id, debit_account, credit_account, amount_minor, currency, code, reference, budget_code,
        round_id, transferred_at, actor, corrects, resolves
        """;

    public long Sequence { get; init; }

    /// <summary>Made by whoever posts it, from what causes it, so that the same cause cannot move money twice.</summary>
    public string TransferId { get; init; } = "";

    public string DebitAccount { get; init; } = "";
    public string CreditAccount { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>One of <see cref="TransferCode"/>.</summary>
    public string Code { get; init; } = "";

    /// <summary>Public where the transfer belongs to a round: an id of ours, never what a person typed.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The budget code of the fund that the money came from.</summary>
    public string BudgetCode { get; init; } = "";

    /// <summary>Null where the money belongs to no round yet.</summary>
    public string? RoundId { get; init; }

    public DateTimeOffset TransferredAt { get; init; }

    /// <summary>The subject who did it, or <see cref="Ledger.OurOwnAct"/>. Never shown to the public.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The id of the transfer that this one puts right, or null.</summary>
    public string? Corrects { get; init; }

    /// <summary>The id of the promise that this one keeps, in whole or in part, or takes back; null for what is no promise's.</summary>
    public string? Resolves { get; init; }

    /// <summary>What everybody may read: the reference of an income is what somebody typed from a bank statement.</summary>
    public string PublicReference => Code == TransferCode.Income ? "" : Reference;

    public Transfer ToMessage() => new()
    {
        TransferId = TransferId,
        DebitAccount = DebitAccount,
        CreditAccount = CreditAccount,
        Amount = new Amount(AmountMinor, Currency).ToMessage(),
        Code = Code,
        Reference = PublicReference,
        BudgetCode = BudgetCode,
        Time = Timestamp.FromDateTimeOffset(TransferredAt),
        Corrects = Corrects ?? "",
        Resolves = Resolves ?? "",
    };
}

/// <summary>What kind of transfer.</summary>
internal static class TransferCode
{
    /// <summary>A funder paid into a fund.</summary>
    public const string Income = "INCOME";

    /// <summary>A fund let go of money to the pot of an area.</summary>
    public const string Release = "RELEASE";

    /// <summary>A pot's money is promised to a winner.</summary>
    public const string Award = "AWARD";

    /// <summary>A promise was declined; the money is back in its pot.</summary>
    public const string AwardDeclined = "AWARD_DECLINED";

    /// <summary>The council took a promise back; the money is back in its pot.</summary>
    public const string AwardWithdrawn = "AWARD_WITHDRAWN";

    /// <summary>Nobody answered in time; the money is back in its pot.</summary>
    public const string AwardExpired = "AWARD_EXPIRED";

    /// <summary>The bank has paid what was promised, or a part of it.</summary>
    public const string Payment = "PAYMENT";

    /// <summary>A group gave back what it did not spend; it is in the pot again.</summary>
    public const string GroupReturned = "GROUP_RETURNED";

    /// <summary>Two people took released money back.</summary>
    public const string Clawback = "CLAWBACK";

    /// <summary>What a round did not use went back to its fund.</summary>
    public const string Unspent = "UNSPENT";

    /// <summary>What a round did not use left it for the next one.</summary>
    public const string RolledOut = "ROLLED_OUT";

    /// <summary>What an earlier round did not use came to this one.</summary>
    public const string RolledIn = "ROLLED_IN";

    /// <summary>Puts right the transfer that it names.</summary>
    public const string Correction = "CORRECTION";
}
