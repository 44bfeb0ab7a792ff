using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>Finance has talked to the group by another channel than the page: the changed bank details are theirs.</summary>
internal sealed class ConfirmChange(Database database, TimeProvider clock, BankVault vault)
{
    private static readonly Sql Insert = new("""
        INSERT INTO payee_change (award_id, version, given_by, channel, note, confirmed_by, confirmed_as, confirmed_at)
        VALUES (@AwardId, @DetailsVersion, @GivenBy, @channel, @note, @Subject, @ShownAs, @now)
        """);

    private static readonly Sql Update = new("""
        UPDATE payee SET frozen_at = NULL, changed_at = @now
        WHERE award_id = @AwardId AND details_version = @DetailsVersion AND frozen_at IS NOT NULL
        """);

    public async Task<Payee> Handle(ConfirmChangeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("award_id", request.AwardId)
            .Require(Enum.IsDefined(request.Channel) && request.Channel != Channel.Unspecified, "channel", GrantsReasons.ChannelMissing)
            .Text("note", request)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payee.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var payee = await PayeeRow.Lock(transaction, request.AwardId);
        var confirmed = Decide(payee, request, caller);
        await transaction.Execute(Insert, new
        {
            payee.AwardId,
            confirmed.DetailsVersion,
            payee.GivenBy,
            channel = StateText.Of(request.Channel),
            note = request.Note.Trim(),
            caller.Subject,
            caller.ShownAs,
            now,
        });
        if (await transaction.Execute(Update, new { payee.AwardId, payee.DetailsVersion, now }) != 1)
        {
            throw new InvalidOperationException($"The payee of {payee.AwardId} changed while it was held.");
        }

        var answer = await (await PayeeRow.Load(transaction, payee.AwardId)).LoadMessage(transaction, caller, vault);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The payee as it is paid again: its bank details changed, and somebody else has confirmed that.</summary>
    /// <exception cref="Refusal">Nothing has changed, or this person may not judge it.</exception>
    internal static PayeeRow Decide(PayeeRow payee, ConfirmChangeRequest request, Caller caller)
    {
        RecordPayeeCheck.Decide(payee, request.DetailsVersion, caller);
        if (payee.FrozenAt is null)
        {
            throw new Refusal(GrantsReasons.PayeeState);
        }

        return payee with { FrozenAt = null };
    }
}
