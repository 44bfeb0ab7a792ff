using Participatory.Contracts.Grants;
using Participatory.Grants.Payees;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Groups;

/// <summary>
/// Somebody who may say yes to money for a group takes a grant that was offered to it, or refuses it; or its holder takes the offer back.
/// </summary>
internal sealed class AnswerAwardMove(Database database, TimeProvider clock)
{
    // As with what a group accepts itself: whoever said yes is who is asked and told from then on.
    private static readonly Sql Move = new("""
        UPDATE award SET group_id = @GroupId, recipient = @AnsweredBy WHERE award_id = @AwardId AND group_id = ''
        """);

    public async Task<AnswerAwardMoveResponse> Handle(AnswerAwardMoveRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("award_id", request.AwardId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, AnswerAwardMoveResponse.Parser) is { } before)
        {
            return before;
        }

        var payee = await PayeeRow.Lock(transaction, request.AwardId);
        var open = await AwardMoveRow.LoadOpenOrNull(transaction, payee.AwardId);
        var signers = await GroupSigners.Load(transaction, open?.GroupId ?? "");
        var isClosed = open is not null && await GroupSigners.LoadClosed(transaction, open.GroupId);
        var now = clock.GetUtcNow();
        var answered = Decide(payee, open, signers, isClosed, request.Yes, caller, now);
        await answered.Answer(transaction);
        if (answered.State == StateText.Of(AwardMoveState.Accepted))
        {
            if (await transaction.Execute(Move, new { answered.GroupId, answered.AnsweredBy, answered.AwardId }) != 1)
            {
                throw new InvalidOperationException($"The award {answered.AwardId} changed while it was held.");
            }

            await transaction.Publish(new AwardMoved(answered.AwardId, payee.RoundId, answered.GroupId, caller.Subject, now));
        }

        var answer = new AnswerAwardMoveResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The move as it was answered. Pure.</summary>
    /// <param name="open">The offer; null where there is none.</param>
    /// <param name="signers">Who may say yes to money for its group at this moment.</param>
    /// <exception cref="Refusal">It is not the caller's to answer, or the grant cannot be moved any more.</exception>
    internal static AwardMoveRow Decide(
        PayeeRow payee, AwardMoveRow? open, IReadOnlyList<string> signers, bool isClosed, bool yes, Caller caller, DateTimeOffset now)
    {
        var signs = caller.IsSignedIn && signers.Contains(caller.Subject, StringComparer.Ordinal);
        if (!signs && !payee.IsGroup(caller))
        {
            throw new Refusal(GrantsReasons.NotYourAward);
        }

        if (open is null || open.OfferedBy.Length == 0 || open.OfferedBy != payee.Recipient)
        {
            throw new Refusal(GrantsReasons.MoveGone);
        }

        var answered = open with { AnsweredBy = caller.Subject, AnsweredAt = now };
        if (!yes)
        {
            return answered with
            {
                State = StateText.Of(open.OfferedBy == caller.Subject ? AwardMoveState.TakenBack : AwardMoveState.Refused),
            };
        }

        if (!signs || open.OfferedBy == caller.Subject)
        {
            throw new Refusal(GrantsReasons.MoveNeedsOther);
        }

        MoveAwardToGroup.MustMove(payee);
        return isClosed ? throw new Refusal(GrantsReasons.MoveNeedsSigner)
            : answered with { State = StateText.Of(AwardMoveState.Accepted) };
    }
}
