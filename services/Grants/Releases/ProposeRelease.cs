using Participatory.Grants.Awards;
using Participatory.Grants.Funds;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Amount = Participatory.Words.Amount;

namespace Participatory.Grants.Releases;

/// <summary>Proposes to let go of money. Nothing moves until a finance officer approves.</summary>
internal sealed class ProposeRelease(Database database, TimeProvider clock)
{
    /// <summary>As many as a round has areas.</summary>
    private static readonly int MostLines = FieldLimits.CountOf(Release.Descriptor, "lines");

    private static readonly Sql Insert = new("""
        INSERT INTO release (release_id, fund_id, currency, round_id, note, total_minor, state, proposed_by, proposed_as, proposed_at)
        SELECT @ReleaseId, @FundId, @Currency, @RoundId, @Note, @TotalMinor, @State, @ProposedBy, @ProposedAs, @ProposedAt
        WHERE NOT EXISTS (SELECT 1 FROM release {lock} WHERE release_id = @ReleaseId)
        """);

    private static readonly Sql InsertLine = new("""
        INSERT INTO release_line (release_id, area_code, amount_minor) VALUES (@ReleaseId, @AreaCode, @AmountMinor)
        """);

    public async Task<Release> Handle(ProposeReleaseRequest request, Caller caller, CancellationToken cancellation)
    {
        var asked = request.Release ?? new Release();
        Validate(request.RequestId, asked);

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Release.Parser) is { } before)
        {
            return before;
        }

        var fund = await FundRow.Load(transaction, asked.FundId, "release.fund_id");
        var release = Decide(asked, fund, await RoundTerms.LoadOrNull(transaction, asked.RoundId), caller, clock.GetUtcNow());
        if (await transaction.Execute(Insert, release) == 0)
        {
            throw new Refusal(GrantsReasons.IdTaken, field: "release.release_id");
        }

        foreach (var line in asked.Lines)
        {
            await transaction.Execute(InsertLine, new { release.ReleaseId, line.AreaCode, line.Amount.AmountMinor });
        }

        var answer = await ReleaseRow.LoadMessage(transaction, release.ReleaseId, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static void Validate(string requestId, Release asked)
    {
        var fields = new Fields()
            .RequestId(requestId)
            .Id("release.release_id", asked.ReleaseId, required: false)
            .Id("release.fund_id", asked.FundId)
            .Id("release.round_id", asked.RoundId)
            .Text("release.note", asked, required: false)
            .Require(asked.Lines.Count > 0 && asked.Lines.Count <= MostLines, "release.lines", GrantsReasons.ReleaseAreas,
                ("max", MostLines));
        fields.Check();

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < asked.Lines.Count; i++)
        {
            var line = asked.Lines[i];
            fields.Code($"release.lines[{i}].area_code", line.AreaCode)
                .Require(seen.Add(line.AreaCode), $"release.lines[{i}].area_code", GrantsReasons.AreaTwice, ("area", line.AreaCode))
                .Amount($"release.lines[{i}].amount", line.Amount);
        }

        fields.Check();
    }

    /// <summary>
    /// The release as proposed. The money must be in the fund, in its currency and the round's, for areas that the round has and the
    /// officer may act in. Whoever approves looks at the fund again.
    /// </summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static ReleaseRow Decide(Release asked, FundRow fund, RoundTerms? round, Caller caller, DateTimeOffset now)
    {
        var fields = new Fields();
        for (var i = 0; i < asked.Lines.Count; i++)
        {
            fields.Amount($"release.lines[{i}].amount", asked.Lines[i].Amount, fund.Currency);
        }

        fields.Check();
        if (asked.Lines.FirstOrDefault(line => !caller.MayActIn(line.AreaCode)) is { } elsewhere)
        {
            throw new Refusal(GrantsReasons.OtherArea, [("area", elsewhere.AreaCode)], "release.lines");
        }

        round?.RefuseOther(fund.Currency, asked.Lines.Select(line => line.AreaCode), "release.fund_id", "release.lines");
        var total = asked.Lines.Sum(line => line.Amount.AmountMinor);
        if (total > fund.AvailableMinor)
        {
            throw new Refusal(
                GrantsReasons.NotEnoughMoney,
                [("fund", fund.Name), ("balance", new Amount(fund.AvailableMinor, fund.Currency)),
                    ("total", new Amount(total, fund.Currency))],
                asked.Lines.Count == 1 ? "release.lines[0].amount" : "release.fund_id");
        }

        return new ReleaseRow
        {
            ReleaseId = asked.ReleaseId.Length > 0 ? asked.ReleaseId : Guid.CreateVersion7(now).ToString(),
            FundId = fund.FundId,
            Currency = fund.Currency,
            RoundId = asked.RoundId,
            Note = asked.Note,
            TotalMinor = total,
            State = StateText.Of(ReleaseState.Proposed),
            ProposedBy = caller.Subject,
            ProposedAs = caller.ShownAs,
            ProposedAt = now,
        };
    }
}
