using Participatory.Grants.Payees;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Groups;

/// <summary>The holder of a grant offers it to a group: it becomes the group's once somebody of the group says yes.</summary>
internal sealed class MoveAwardToGroup(Database database, TimeProvider clock)
{
    public async Task<MoveAwardToGroupResponse> Handle(MoveAwardToGroupRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("award_id", request.AwardId).Id("group_id", request.GroupId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, MoveAwardToGroupResponse.Parser) is { } before)
        {
            return before;
        }

        var payee = await PayeeRow.Lock(transaction, request.AwardId);
        var open = await AwardMoveRow.LoadOpenOrNull(transaction, payee.AwardId);
        var signers = await GroupSigners.Load(transaction, request.GroupId);
        var isClosed = await GroupSigners.LoadClosed(transaction, request.GroupId);
        await Decide(payee, open, request.GroupId, signers, isClosed, caller, clock.GetUtcNow()).Add(transaction);
        var answer = new MoveAwardToGroupResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The offer, but for its number. Pure.</summary>
    /// <param name="open">What was offered before and is not answered; null where nothing is.</param>
    /// <param name="signers">Who may say yes to money for the group.</param>
    /// <exception cref="Refusal">
    /// The grant is not the caller's own, not accepted, or being paid; one was offered already; or nobody else can say yes.
    /// </exception>
    internal static AwardMoveRow Decide(
        PayeeRow payee, AwardMoveRow? open, string groupId, IReadOnlyList<string> signers, bool isClosed, Caller caller,
        DateTimeOffset now)
    {
        payee.RefuseUnlessGroup(caller);
        MustMove(payee);
        if (open is not null)
        {
            throw new Refusal(GrantsReasons.MoveWaits);
        }

        if (isClosed || !signers.Any(signer => signer != caller.Subject))
        {
            throw new Refusal(GrantsReasons.MoveNeedsSigner, field: "group_id");
        }

        return new AwardMoveRow { AwardId = payee.AwardId, GroupId = groupId, OfferedBy = caller.Subject, OfferedAt = now };
    }

    /// <summary>Refuses what is a group's already, not accepted or over, or being paid.</summary>
    internal static void MustMove(PayeeRow payee)
    {
        if (payee.GroupId.Length > 0)
        {
            throw new Refusal(GrantsReasons.AwardOfGroup);
        }

        payee.RefuseUnlessAccepted();
        if (payee.AskedMinor > 0)
        {
            throw new Refusal(GrantsReasons.PaymentHoldsPayee);
        }
    }
}
