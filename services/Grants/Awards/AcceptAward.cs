using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using CouncilDays = Participatory.Words.CouncilDays;

namespace Participatory.Grants.Awards;

/// <summary>
/// The person whose idea it is says yes to the agreement that they read. Of a group's idea it is one of those who may say yes to money for
/// it, and they are who is asked and told from then on.
/// </summary>
internal sealed class AcceptAward(Database database, CouncilDays days, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE award SET state = @State, accepted_at = @AcceptedAt, accepted_by = @Recipient, recipient = @Recipient,
            part_words = @PartWords, used_by = @UsedBy
        WHERE award_id = @AwardId AND state = 'OFFERED' AND agreement_version = @AgreementVersion
        """);

    public async Task<Award> Handle(AcceptAwardRequest request, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var usedBy = request.UsedBy.Length == 0 ? null : request.UsedBy;
        new Fields()
            .RequestId(request.RequestId)
            .Id("award_id", request.AwardId)
            .Text("agreement_version", request)
            .Text("part_words", request, required: false)
            .Require(usedBy is null || Month.IsAhead(usedBy, days.Today), "used_by", GrantsReasons.MonthWrong)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Award.Parser) is { } before)
        {
            return before;
        }

        var award = await AwardRow.Lock(transaction, request.AwardId);
        if (await transaction.Execute(Update, Decide(award, request, caller, now)) != 1)
        {
            throw new InvalidOperationException($"The award {award.AwardId} changed while it was held.");
        }

        await transaction.Publish(new AwardAccepted(
            award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title, caller.Subject,
            award.AmountMinor, award.Currency, request.AgreementVersion, now, usedBy is null ? null : Month.LastDay(usedBy),
            award.GroupId));

        var answer = (await AwardRow.Load(transaction, award.AwardId)).ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The award as accepted, by the person to whom it was offered, with the agreement that they read.</summary>
    /// <exception cref="Refusal">One of these does not hold, it was answered, or a part of the cost lacks its words.</exception>
    internal static AwardRow Decide(AwardRow award, AcceptAwardRequest request, Caller caller, DateTimeOffset now)
    {
        award.RefuseUnlessOfferedTo(caller);
        if (award.AgreementVersion != request.AgreementVersion)
        {
            throw new Refusal(GrantsReasons.OtherAgreement, field: "agreement_version");
        }

        new Fields()
            .Require(award.FullCostMinor is null || !string.IsNullOrWhiteSpace(request.PartWords), "part_words",
                GrantsReasons.PartWordsMissing)
            .Check();
        return award with
        {
            State = StateText.Of(AwardState.Accepted),
            AcceptedAt = now,
            Recipient = caller.Subject,
            PartWords = award.FullCostMinor is null ? null : request.PartWords.Trim(),
            UsedBy = request.UsedBy.Length == 0 ? null : request.UsedBy,
        };
    }
}
