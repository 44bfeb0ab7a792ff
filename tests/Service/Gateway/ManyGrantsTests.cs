using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Gateway.Pages.Council.Payments;
using Participatory.Gateway.People;
using Participatory.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Words;
using Client = Participatory.Grants.V1.GrantsService.GrantsServiceClient;
using House = Participatory.Tests.People;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>The page of payments with as many grants as a round of a town has, on a real service.</summary>
public sealed class ManyGrantsTests
{
    private const string North = "E05000001";

    private static readonly Say Say = new(TimeZoneInfo.Utc, TimeProvider.System);

    [Fact]
    public async Task Two_hundred_grants_are_requested_and_approved_with_one_form_each_by_two_people()
    {
        await using var service = await Service();
        await Accepted(service, 200);
        var clerk = new Client(service.As(House.Noor));

        var requesting = await Opened(clerk, House.Noor);
        Assert.Equal(200, requesting.ToInstruct.Tickable);
        Assert.Equal("North · The council buys what is needed", requesting.ToInstruct.Lines[0].Where);
        Assert.Equal("/council/payments?requested=200&approved=0", await Sent(requesting, requesting.ToInstruct, it => it.OnPostRequest));

        // Who requested them all can approve none; somebody else approves all.
        var own = await Opened(clerk, House.Noor);
        Assert.Equal((0, 200, 0), (own.ToInstruct.Lines.Count, own.ToApprove.Lines.Count, own.ToApprove.Tickable));
        var others = await Opened(new Client(service.As(House.Femi)), House.Femi);
        own.Chosen = Ids(others.ToApprove);
        Assert.IsType<PageResult>(await own.OnPostApprove(CancellationToken.None));
        Assert.Equal((0, 200), (own.Approved, own.ModelState.ErrorCount));
        Assert.Equal("/council/payments?requested=0&approved=200", await Sent(others, others.ToApprove, it => it.OnPostApprove));
        Assert.Equal(200, (await clerk.ListPaymentsAsync(
            new ListPaymentsRequest { States = { PaymentState.Approved }, PageSize = 200 })).Payments.Count);
    }

    [Fact]
    public async Task What_cannot_be_approved_is_named_with_the_reason_and_the_others_go_on()
    {
        await using var service = await Service();
        var awards = await Accepted(service, 3);
        var (grace, femi) = (new Client(service.As(House.Grace)), new Client(service.As(House.Femi)));
        var requesting = await Opened(grace, House.Grace);
        await Sent(requesting, requesting.ToInstruct, it => it.OnPostRequest);
        var page = await Opened(femi, House.Femi);
        var stopped = page.ToApprove.Lines[1];
        await grace.CancelPaymentAsync(new CancelPaymentRequest { RequestId = Id(), PaymentId = stopped.Id, Reason = "Wrong month" });

        page.Chosen = Ids(page.ToApprove);
        Assert.IsType<PageResult>(await page.OnPostApprove(CancellationToken.None));

        Assert.Equal(2, page.Approved);
        Assert.StartsWith(
            $"{stopped.Title}: This payment was stopped.", Assert.Single(page.ModelState[""]!.Errors).ErrorMessage,
            StringComparison.Ordinal);
        Assert.Equal(
            [stopped.Title], page.ToInstruct.Lines.Select(line => line.Title));
        Assert.Equal(awards.Count - 1, page.ToBuy.Lines.Count);
    }

    [Fact]
    public async Task A_form_that_was_cut_off_in_the_middle_is_sent_again_and_asks_for_nothing_twice()
    {
        await using var service = await Service();
        await Accepted(service, 6);
        var page = await Opened(new Client(service.As(House.Grace)), House.Grace);
        page.Chosen = Ids(page.ToInstruct);
        using var cutOff = new CancellationTokenSource();
        var calls = 0;
        var cut = await Opened(new Client(new CutAfter(service.As(House.Grace), () => ++calls == 9, cutOff)), House.Grace);
        (cut.RequestId, cut.Chosen) = (page.RequestId, page.Chosen);
        await Assert.ThrowsAnyAsync<Exception>(() => cut.OnPostRequest(cutOff.Token));
        Assert.InRange((await new Client(service.As(House.Femi)).ListPaymentsAsync(new ListPaymentsRequest())).Payments.Count, 1, 5);

        var again = Assert.IsType<RedirectResult>(await page.OnPostRequest(CancellationToken.None));
        var twice = Assert.IsType<RedirectResult>(await page.OnPostRequest(CancellationToken.None));

        Assert.Equal(("/council/payments?requested=6&approved=0", again.Url), (again.Url, twice.Url));
        Assert.Equal(6, (await new Client(service.As(House.Femi)).ListPaymentsAsync(new ListPaymentsRequest())).Payments.Count);
    }

    private static string Id() => Guid.NewGuid().ToString();

    private static List<string> Ids(PayList list) => [.. list.Lines.Select(line => line.Id!)];

    private static Task<RunningService> Service() => RunningService.Start(
        "sqlite", builder => builder.AddGrants(), app => app.MapGrants(), Participatory.Grants.V1.GrantsService.Descriptor);

    /// <summary>The page as this person sees it.</summary>
    private static async Task<IndexModel> Opened(Client client, Caller who)
    {
        var identity = new Participatory.People.V1.Identity { Subject = who.Subject, ShownAs = who.ShownAs, TokenExpireTime = new() };
        identity.Roles.AddRange(who.Roles);
        var page = new IndexModel(client, Say)
        {
            RequestId = Guid.NewGuid(),
            PageContext = new PageContext { HttpContext = new DefaultHttpContext { User = Person.Of(identity, "", "test") } },
        };
        await page.OnGet(CancellationToken.None);
        return page;
    }

    private static async Task<string> Sent(
        IndexModel page, PayList list, Func<IndexModel, Func<CancellationToken, Task<IActionResult>>> form)
    {
        page.Chosen = Ids(list);
        return Assert.IsType<RedirectResult>(await form(page)(CancellationToken.None)).Url;
    }

    /// <summary>So many grants of £10, accepted by Amina, for whom the council buys the things.</summary>
    private static async Task<IReadOnlyList<Award>> Accepted(RunningService service, int count)
    {
        var (femi, grace, amina) = (
            new Client(service.As(House.Femi)), new Client(service.As(House.Grace)), new Client(service.As(House.Amina)));
        await femi.CreateFundAsync(
            new() { RequestId = Id(), Fund = new() { FundId = "fund", Name = "Fund", Currency = "GBP", BudgetCode = "C" } });
        var all = new Participatory.Types.V1.Money { AmountMinor = count * 1_000, Currency = "GBP" };
        await femi.RecordIncomeAsync(new() { RequestId = Id(), FundId = "fund", Funder = "Council", Amount = all, Reference = "1" });
        var release = await grace.ProposeReleaseAsync(new()
        {
            RequestId = Id(),
            Release = new() { FundId = "fund", RoundId = "autumn", Lines = { new ReleaseLine { AreaCode = North, Amount = all } } },
        });
        await femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = release.ReleaseId });
        await service.Deliver(new RoundOpened(
            "autumn", "Autumn", "GBP", [new(North, "North")], PayWithinDays: 14, AnswerWithinDays: 14, StoryAfterDays: 90));
        await service.Deliver(new BallotPaperPublished(
            "autumn", "Autumn", "GBP", "approval", 1, 0, "greedy", "cost", "es", 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "",
            [new(North, "North", all.AmountMinor, [.. Numbers().Select(
                at => new BallotPaperProject($"p{at}", $"Idea {at}", 1_000, House.Amina.Subject))])]));
        await service.Deliver(new ResultDeclared(
            "autumn", "autumn", "GBP", DateTimeOffset.UnixEpoch, new string('0', 64),
            [new(North, all.AmountMinor, 500, [.. Numbers().Select(
                at => new ProjectDeclared($"p{at}", $"Idea {at}", 1_000, 400 - at, true))])]));
        var awards = (await amina.ListAwardsAsync(new() { RoundId = "autumn", PageSize = 200 })).Awards;
        foreach (var award in awards)
        {
            await amina.AcceptAwardAsync(
                new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
            await amina.ChooseHolderAsync(new()
            {
                RequestId = Id(), AwardId = award.AwardId, Holder = Holder.CouncilBuys, GroupName = award.Title, Shopping = "Three benches"
            });
        }

        return awards;

        IEnumerable<int> Numbers() => Enumerable.Range(1, count);
    }

    /// <summary>The line to the service breaks at a call.</summary>
    private sealed class CutAfter(CallInvoker calls, Func<bool> now, CancellationTokenSource cut) : CallInvoker
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            if (now())
            {
                cut.Cancel();
            }

            return calls.AsyncUnaryCall(method, host, options, request);
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}
