using System.Data.Common;
using Grpc.Core;
using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class ReleaseTests
{
    [Theory, EveryDatabase]
    public async Task Nothing_moves_before_a_release_is_approved(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);

        var release = await town.Propose("autumn", fund.FundId, (North, 600), (South, 200));

        Assert.Equal((ReleaseState.Proposed, Pounds(800), true), (release.State, release.Total, release.Mine));
        Assert.False((await town.Femi.GetReleaseAsync(new() { ReleaseId = release.ReleaseId })).Mine);
        Assert.Equal(Pounds(1_000), (await town.Grace.GetFundAsync(new() { FundId = fund.FundId })).Available);
        Assert.Empty(await town.Service.Published<BudgetReleased>());
        Assert.Empty((await town.Nobody.ListTransfersAsync(new() { RoundId = "autumn" })).Transfers);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_proposed_a_release_cannot_approve_it(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);
        var release = await town.Noor.ProposeReleaseAsync(new() { RequestId = Id(), Release = Draft("autumn", fund.FundId, (North, 600)) });

        await Refused(StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED",
            async () => await town.Noor.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = release.ReleaseId }));

        await using (var transaction = await town.Service.Database.Begin(CancellationToken.None))
        {
            await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("""
                UPDATE release SET state = 'APPROVED', decided_by = proposed_by, decided_as = 'x', decided_at = 1
                """)));
            await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("UPDATE release SET state = 'APPROVED'")));
        }

        Assert.Equal(
            ReleaseState.Approved, (await town.Femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = release.ReleaseId })).State);
    }

    [Theory, EveryDatabase]
    public async Task A_fund_with_too_little_says_how_much_it_has(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);
        var release = await town.Propose("autumn", fund.FundId, (North, 600), (South, 300));
        await town.Released("autumn", fund.FundId, (North, 350));

        var refusal = await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY",
            async () => await town.Femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = release.ReleaseId }));

        Assert.Contains("£650", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("£900", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Single(await town.Service.Published<BudgetReleased>());
        await town.Femi.RecordIncomeAsync(
            new() { RequestId = Id(), FundId = fund.FundId, Funder = "NHS", Amount = Pounds(250), Reference = "r" });
        Assert.Equal(
            ReleaseState.Approved, (await town.Femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = release.ReleaseId })).State);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_proposes_more_than_a_fund_has_hears_it_at_once_at_the_amount_or_at_the_fund(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(50_000);
        async Task<RpcException> TooMuch(params (string, long)[] lines) => await Refused(
            StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => town.Propose("autumn", fund.FundId, lines));

        var one = await TooMuch((North, 60_000));
        var two = await TooMuch((North, 30_000), (South, 30_000));

        Assert.Equal("release.lines[0].amount", Assert.Single(one.FieldFaults()).Name);
        Assert.Contains("£50,000", one.FieldFaults()[0].Sentence, StringComparison.Ordinal);
        Assert.Equal("release.fund_id", Assert.Single(two.FieldFaults()).Name);
        Assert.Empty((await town.Femi.ListReleasesAsync(new())).Releases);
        Assert.Equal(ReleaseState.Proposed, (await town.Propose("autumn", fund.FundId, (North, 50_000))).State);
    }

    [Theory, EveryDatabase]
    public async Task A_release_is_decided_once(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);
        var approved = await town.Released("autumn", fund.FundId, (North, 100));
        var declined = await town.Propose("autumn", fund.FundId, (North, 100));
        declined = await town.Femi.DeclineReleaseAsync(
            new() { RequestId = Id(), ReleaseId = declined.ReleaseId, Reason = "Not before the budget meeting" });
        Assert.Equal((ReleaseState.Declined, "Not before the budget meeting"), (declined.State, declined.DeclineReason));

        foreach (var releaseId in new[] { approved.ReleaseId, declined.ReleaseId })
        {
            await Refused(StatusCode.FailedPrecondition, "RELEASE_DECIDED",
                async () => await town.Femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = releaseId }));
            await Refused(StatusCode.FailedPrecondition, "RELEASE_DECIDED", async () => await town.Femi.DeclineReleaseAsync(
                new() { RequestId = Id(), ReleaseId = releaseId, Reason = "Changed my mind" }));
        }

        Assert.Single(await town.Service.Published<BudgetReleased>());
        Assert.Equal((10_000, 0, 0, 10_000), await town.Pot());
    }

    [Theory, EveryDatabase]
    public async Task A_draft_that_needs_putting_right_is_refused_with_every_field_at_fault(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);

        Func<Task> Proposing(Release draft) => async () =>
            await town.Grace.ProposeReleaseAsync(new() { RequestId = Id(), Release = draft });

        await RefusedFields(Proposing(new()), "release.fund_id", "release.round_id", "release.lines");
        await RefusedFields(Proposing(Draft("autumn", fund.FundId, (North, 1), (South, 0), (North, 2), ("a b", 1))),
            "release.lines[1].amount.amount_minor", "release.lines[2].area_code", "release.lines[3].area_code");
        var euros = Draft("autumn", fund.FundId, (North, 1));
        euros.Lines[0].Amount.Currency = "EUR";
        await RefusedFields(Proposing(euros), "release.lines[0].amount.currency");
        var nothing = Draft("autumn", fund.FundId);
        nothing.Lines.Add(new ReleaseLine { AreaCode = North });
        await RefusedFields(Proposing(nothing), "release.lines[0].amount");
        var many = Draft("autumn", fund.FundId, Enumerable.Range(0, 501).Select(i => ($"A{i}", 1L)).ToArray());
        await RefusedFields(Proposing(many), "release.lines");
        var wordy = Draft("autumn", fund.FundId, (North, 1));
        wordy.Note = new string('n', 1001);
        await RefusedFields(Proposing(wordy), "release.note");
        await Refused(StatusCode.NotFound, "FUND_NOT_FOUND", Proposing(Draft("autumn", "unknown", (North, 1))));
        await RefusedFields(
            async () => await town.Femi.DeclineReleaseAsync(new() { RequestId = Id(), ReleaseId = "r", Reason = " " }), "reason");
        await Refused(StatusCode.NotFound, "RELEASE_NOT_FOUND",
            async () => await town.Femi.DeclineReleaseAsync(new() { RequestId = Id(), ReleaseId = "r", Reason = "Why" }));
        await Refused(StatusCode.NotFound, "RELEASE_NOT_FOUND",
            async () => await town.Femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = "r" }));
        await Refused(StatusCode.NotFound, "RELEASE_NOT_FOUND", async () => await town.Femi.GetReleaseAsync(new() { ReleaseId = "r" }));
        var first = Draft("autumn", fund.FundId, (North, 1));
        first.ReleaseId = "my-own";
        await Proposing(first)();
        await Refused(StatusCode.AlreadyExists, "ID_TAKEN", Proposing(first));
    }

    [Theory, EveryDatabase]
    public async Task An_officer_proposes_for_their_own_areas_only(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);

        var refusal = await Refused(StatusCode.PermissionDenied, "OTHER_AREA", async () => await town.Olu.ProposeReleaseAsync(
            new() { RequestId = Id(), Release = Draft("autumn", fund.FundId, (North, 1), (South, 1)) }));

        Assert.Contains(South, refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Equal("Olu Ade, ward officer", (
            await town.Olu.ProposeReleaseAsync(new() { RequestId = Id(), Release = Draft("autumn", fund.FundId, (North, 1)) })).ProposedBy);
    }

    [Theory, EveryDatabase]
    public async Task Money_that_the_round_cannot_use_is_refused(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);
        await town.Femi.CreateFundAsync(
            new() { RequestId = Id(), Fund = new() { FundId = "euro-fund", Name = "Euro fund", Currency = "EUR" } });
        var early = await town.Propose("autumn", fund.FundId, ("E05000009", 100));
        await town.Service.Deliver(Opened("autumn"));

        var euros = Draft("autumn", "euro-fund", (North, 1));
        euros.Lines[0].Amount.Currency = "EUR";
        var refusal = await Refused(StatusCode.FailedPrecondition, "NOT_OF_THIS_ROUND",
            async () => await town.Grace.ProposeReleaseAsync(new() { RequestId = Id(), Release = euros }));
        Assert.Equal("release.fund_id", Assert.Single(refusal.FieldFaults()).Name);
        refusal = await Refused(
            StatusCode.FailedPrecondition, "NOT_OF_THIS_ROUND", () => town.Propose("autumn", fund.FundId, ("E05000009", 1)));
        Assert.Equal("release.lines", Assert.Single(refusal.FieldFaults()).Name);
        await Refused(StatusCode.FailedPrecondition, "NOT_OF_THIS_ROUND",
            async () => await town.Femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = early.ReleaseId }));
    }

    [Theory, EveryDatabase]
    public async Task A_hundred_approvals_at_once_release_what_the_fund_can_bear_and_no_more(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);
        var releases = new List<Release>();
        for (var i = 0; i < 100; i++)
        {
            releases.Add(await town.Propose("autumn", fund.FundId, (North, 60), (South, 40)));
        }

        var outcomes = await Task.WhenAll(releases.Select(async release =>
        {
            try
            {
                await town.Femi.ApproveReleaseAsync(
                    new() { RequestId = Id(), ReleaseId = release.ReleaseId }, deadline: DateTime.UtcNow.AddMinutes(2));
                return "APPROVED";
            }
            catch (RpcException refusal)
            {
                return refusal.Reason();
            }
        }));

        Assert.Equal(10, outcomes.Count(outcome => outcome == "APPROVED"));
        Assert.Equal(90, outcomes.Count(outcome => outcome == "NOT_ENOUGH_MONEY"));
        Assert.Equal(10, (await town.Service.Published<BudgetReleased>()).Count);
        Assert.Equal(Pounds(0), (await town.Grace.GetFundAsync(new() { FundId = fund.FundId })).Available);
        Assert.Equal((100_000, 0, 0, 100_000), await town.Pot(area: null));
    }
}
