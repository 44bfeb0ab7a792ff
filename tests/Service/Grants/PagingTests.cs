using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class PagingTests
{
    [Theory, EveryDatabase]
    public async Task Pages_together_hold_every_row_once_in_order(string engine)
    {
        await using var town = await Town.Start(engine);
        for (var i = 0; i < 7; i++)
        {
            await town.FundWith(1_000, $"fund-{i}");
            // Some at the same instant, so that the id has to decide.
            town.Service.Clock.Advance(TimeSpan.FromMinutes(i % 2));
            await town.Propose(i % 2 == 0 ? "autumn" : "winter", $"fund-{i}", (North, 10));
        }

        await Whole(
            async (size, token) =>
            {
                var page = await town.Grace.ListFundsAsync(new() { PageSize = size, PageToken = token }); return (
                page.Funds.Select(fund => fund.FundId), page.NextPageToken);
            },
            funds => funds, expected: Enumerable.Range(0, 7).Reverse().Select(i => $"fund-{i}"));
        await Whole(
            async (size, token) =>
                {
                    var page = await town.Grace.ListReleasesAsync(
                new() { RoundId = "autumn", States = { ReleaseState.Proposed }, PageSize = size, PageToken = token }); return (
                page.Releases.Select(release => release.ReleaseId), page.NextPageToken);
                },
            releases => releases, expected: (await town.Grace.ListReleasesAsync(new())).Releases.Where(
                release => release.RoundId == "autumn").Select(release => release.ReleaseId));
        Assert.Empty((await town.Grace.ListReleasesAsync(new() { States = { ReleaseState.Approved } })).Releases);
        Assert.All((await town.Grace.ListReleasesAsync(new())).Releases,
            release => Assert.Equal(Pounds(10), Assert.Single(release.Lines).Amount));
    }

    [Theory, EveryDatabase]
    public async Task Awards_payments_and_transfers_come_page_by_page_too(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(5_000);
        await town.Released("autumn", "community-fund", (North, 1_000));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", Enumerable.Repeat(People.Amina, 7).ToArray()));
        await town.Service.Deliver(Result("autumn", 10, 20, 30, 40, 50, 60, 70));
        var awards = (await town.Amina.ListMyAwardsAsync(new())).Awards;
        Assert.Equal(7, awards.Count);
        foreach (var award in awards.Take(5))
        {
            await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = "2026-2" });
            await town.Checked(award);
            await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        }

        var ids = awards.Select(award => award.AwardId).Order(StringComparer.Ordinal).ToList();
        await Whole(
            async (size, token) =>
                {
                    var page = await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn", PageSize = size, PageToken = token }); return (
                page.Awards.Select(award => award.AwardId), page.NextPageToken);
                },
            found => found, ids);
        await Whole(
            async (size, token) =>
            {
                var page = await town.Amina.ListMyAwardsAsync(new() { PageSize = size, PageToken = token }); return (
                page.Awards.Select(award => award.AwardId), page.NextPageToken);
            },
            found => found, Enumerable.Reverse(ids));
        await Whole(
            async (size, token) =>
                {
                    var page = await town.Femi.ListPaymentsAsync(new() { RoundId = "autumn", PageSize = size, PageToken = token }); return (
                page.Payments.Select(payment => payment.AwardId), page.NextPageToken);
                },
            found => found.Order(StringComparer.Ordinal), awards.Take(5).Select(award => award.AwardId).Order(StringComparer.Ordinal));
        await Whole(
            async (size, token) =>
                {
                    var page = await town.Nobody.ListTransfersAsync(
                new() { RoundId = "autumn", PageSize = size, PageToken = token }); return (
                page.Transfers.Select(transfer => transfer.Code), page.NextPageToken);
                },
            found => found, ["RELEASE", .. Enumerable.Repeat("AWARD", 7)]);
    }

    [Theory, EveryDatabase]
    public async Task A_token_of_another_list_is_refused(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(100, "fund-1");
        await town.FundWith(100, "fund-2");
        var token = (await town.Grace.ListFundsAsync(new() { PageSize = 1 })).NextPageToken;

        await RefusedFields(async () => await town.Grace.ListReleasesAsync(new() { PageToken = token }), "page_token");
        await RefusedFields(async () => await town.Nobody.ListAwardsAsync(new() { PageToken = token }), "page_token");
        await RefusedFields(async () => await town.Grace.ListFundsAsync(new() { PageToken = "hello" }), "page_token");
        await RefusedFields(async () => await town.Grace.ListFundsAsync(new() { PageSize = -1 }), "page_size");
        // Made by somebody who knows how tokens look.
        await RefusedFields(async () => await town.Grace.ListFundsAsync(new() { PageToken = PageToken.After("funds", "yesterday", "x") }),
            "page_token");
        await RefusedFields(async () => await town.Nobody.ListTransfersAsync(
            new() { RoundId = "autumn", PageToken = PageToken.After("transfers of autumn", "-1") }), "page_token");
        Assert.Empty((await town.Grace.ListFundsAsync(new() { PageToken = PageToken.After("funds", "-9223372036854775808", "x") })).Funds);
    }

    private static async Task Whole(
        Func<int, string, Task<(IEnumerable<string> Page, string Next)>> list, Func<IEnumerable<string>, IEnumerable<string>> arranged,
            IEnumerable<string> expected)
    {
        foreach (var size in new[] { 1, 2, 3, 100 })
        {
            var found = new List<string>();
            var token = "";
            do
            {
                var (page, next) = await list(size, token);
                var rows = page.ToList();
                Assert.InRange(rows.Count, next.Length > 0 ? 1 : 0, size);
                found.AddRange(rows);
                token = next;
            }
            while (token.Length > 0);
            Assert.Equal(expected, arranged(found));
        }
    }
}
