using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Platform;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Tests.Harness;
using Client = Participatory.Accountability.V1.AccountabilityService.AccountabilityServiceClient;
using Contract = Participatory.Accountability.V1.AccountabilityService;
using Statement = Participatory.Access.V1.Access;

namespace Participatory.Tests.Service.Platform;

/// <summary>What the door of every service says, with a service behind it that does what the test asks for.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task A_refusal_arrives_with_its_status_reason_sentence_and_fields()
    {
        await using var service = await Start(() => throw new Refusal(
            new Reason(StatusCode.FailedPrecondition, "CURRENCY_OTHER"), [("wanted", "GBP"), ("given", "zł")],
            [new Fault("a.b", Reasons.TextTooLong, [("max", 1000), ("length", 1234)]), new Fault("c", Reasons.AmountMissing, []),
                new Fault("d", Reasons.CurrencyMissing, [])]));

        var failure = await Fails(service, People.Amina);

        Assert.Equal((StatusCode.FailedPrecondition, "CURRENCY_OTHER", "Please use GBP. This is in zł."),
            (failure.StatusCode, failure.Reason(), failure.Status.Detail));
        Assert.Equal(
            [
                new FieldFault("a.b", "Please use at most 1,000 characters. You have used 1,234."),
                new FieldFault("c", "Please enter an amount."),
                // What a field does not name itself is taken from what the refusal names.
                new FieldFault("d", "Please use GBP. This has no currency."),
            ],
            failure.FieldFaults());
    }

    [Fact]
    public async Task What_nobody_foresaw_is_a_number_and_tells_nothing()
    {
        await using var service = await Start(() => throw new InvalidOperationException("Amina's ballot is 42, Password=secret"));

        var failure = await Fails(service, People.Amina);

        Assert.Equal((StatusCode.Internal, "UNFORESEEN"), (failure.StatusCode, failure.Reason()));
        Assert.Matches("^Something went wrong on our side[.] If it happens again, please tell us this number: [0-9a-f]{32}$",
            failure.Status.Detail);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_database_is_tried_again_and_then_asks_for_patience()
    {
        var calls = 0;
        await using var service = await Start(
            () => ++calls < 3 ? throw new SqliteException("database is locked", 5) : new Report { Title = "at last" });

        Assert.Equal("at last", (await Client(service, People.Amina).GetReportAsync(new GetReportRequest())).Title);
        Assert.Equal(3, calls);

        await using var hopeless = await Start(() => throw new SqliteException("database is locked", 5));
        Assert.Equal(StatusCode.Unavailable, (await Fails(hopeless, People.Amina)).StatusCode);
    }

    [Fact]
    public async Task The_victim_of_a_deadlock_goes_through_the_second_time_though_its_caller_asks_once()
    {
        var calls = 0;
        await using var service = await Start(
            () => ++calls < 2 ? throw new SqliteException("database is locked", 5) : new Report { Title = "at last" });
        // A channel that knows no method tries none again.
        using var channel = Channels.To(service.Address.ToString());

        Assert.Equal(
            "at last", (await new Client(channel.For(() => service.TokenOf(People.Amina))).GetReportAsync(new GetReportRequest())).Title);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task A_call_that_arrived_without_its_message_is_sent_once_more()
    {
        var calls = 0;
        Report CutOff(int times) => ++calls <= times ? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."))
            : new Report { Title = "whole" };
        await using var service = await Start(() => CutOff(1));
        Assert.Equal("whole", (await Client(service, People.Amina).GetReportAsync(new GetReportRequest())).Title);
        Assert.Equal(2, calls);

        calls = 0;
        await using var hopeless = await Start(() => CutOff(9));
        Assert.Equal(StatusCode.Internal, (await Fails(hopeless, People.Amina)).StatusCode);
        Assert.Equal(2, calls);
    }

    [Theory, InlineData(13), InlineData(8), InlineData(10)]
    public async Task A_full_or_failing_disk_asks_to_come_again_and_names_no_number(int code)
    {
        await using var service = await Start(() => throw new SqliteException("database or disk is full", code));

        var failure = await Fails(service, People.Amina);

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.StartsWith("We cannot save anything at the moment.", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_method_says_itself_goes_through()
    {
        await using var service = await Start(() => throw new RpcException(new Status(StatusCode.OutOfRange, "So far and no further.")));

        Assert.Equal((StatusCode.OutOfRange, "So far and no further."), await Ends(service, People.Amina));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to_and_whose_role_does_not_do_is_told()
    {
        await using var service = await Start(() => new Report());

        Assert.Equal("SIGN_IN_NEEDED", (await Fails(service, People.Nobody)).Reason());
        var listing = await Assert.ThrowsAsync<RpcException>(
            async () => await Client(service, People.Amina).ListReportsAsync(new ListReportsRequest()));
        Assert.Equal((StatusCode.PermissionDenied, "NOT_ALLOWED"), (listing.StatusCode, listing.Reason()));
    }

    [Fact]
    public async Task An_identity_that_has_run_out_or_is_none_is_refused_even_where_anyone_may_call()
    {
        await using var service = await Start(() => new Report());
        foreach (var header in (string[])["Bearer x", "Bearer ", "Basic YTpi", "x", "bearer a.b.c"])
        {
            var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client(service, People.Nobody)
                .ListStoriesAsync(new ListStoriesRequest(), new Metadata { { "authorization", header } }));
            Assert.Equal((StatusCode.Unauthenticated, "SIGN_IN_RAN_OUT"), (failure.StatusCode, failure.Reason()));
        }
    }

    [Fact]
    public async Task The_method_learns_who_calls()
    {
        var seen = Caller.Nobody;
        await using var service = await Start(() => new Report(), caller => seen = caller);

        await Client(service, People.Olu).GetReportAsync(new GetReportRequest());

        Assert.Equal((People.Olu.Subject, People.Olu.ShownAs), (seen.Subject, seen.ShownAs));
        Assert.True(seen.MayActIn("E05000001"));
        Assert.False(seen.MayActIn("E05000002"));
    }

    [Fact]
    public async Task Every_call_has_a_deadline_also_where_its_caller_forgot()
    {
        var deadline = DateTime.MaxValue;
        await using var service = await Start(() => new Report(), deadlineOf: seen => deadline = seen);

        await Client(service, People.Amina).GetReportAsync(new GetReportRequest());

        Assert.InRange(deadline, DateTime.UtcNow.AddSeconds(-1), DateTime.UtcNow + Channels.NormalDeadline);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        await using var service = await Start(() => new Report());

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client(service, People.Amina).GetReportAsync(new GetReportRequest { ReportId = new string('x', 1_100_000) }));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task A_stream_is_guarded_like_a_single_call()
    {
        await using var service = await Start(() => throw new Refusal(new Reason(StatusCode.NotFound, "TEST_REASON")));
        using var down = Client(service, People.Nobody).GetPhoto(new GetPhotoRequest());
        Assert.Equal(
            "TEST_REASON", (await Assert.ThrowsAsync<RpcException>(async () => await down.ResponseStream.MoveNext(CancellationToken.None)))
            .Reason());

        using var up = Client(service, People.Amina).AddPhoto();
        await up.RequestStream.CompleteAsync();
        Assert.Equal("TEST_REASON", (await Assert.ThrowsAsync<RpcException>(async () => await up)).Reason());
    }

    [Fact]
    public async Task What_cannot_be_taken_back_asks_who_somebody_is_once_more_after_fifteen_minutes()
    {
        await using var service = await Start(() => new Report(), statement: new Statement { Allow = { Role.Person }, Recent = true });
        var signedIn = service.Clock.Now;
        var amina = Client(service, People.Amina with { ProvedAt = signedIn });
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        await amina.GetReportAsync(new GetReportRequest());
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await amina.GetReportAsync(new GetReportRequest()));
        Assert.Equal((StatusCode.Unauthenticated, "SIGN_IN_AGAIN"), (failure.StatusCode, failure.Reason()));
        // A moment long ago, as with a link in an old e-mail.
        var unsaid = service.TokenOf(People.Amina with { ProvedAt = DateTimeOffset.UnixEpoch });
        using var channel = Channels.To(service.Address.ToString());
        Assert.Equal("SIGN_IN_AGAIN", (await Assert.ThrowsAsync<RpcException>(
            async () => await new Client(channel.For(() => unsaid)).GetReportAsync(new GetReportRequest()))).Reason());
    }

    [Fact]
    public async Task An_identity_whose_session_has_ended_is_refused_and_another_of_the_same_person_is_not()
    {
        await using var service = await Start(() => new Report());
        await Client(service, People.Amina with { SessionId = "here" }).GetReportAsync(new GetReportRequest());
        for (var twice = 0; twice < 2; twice++)
        {
            await using var transaction = await service.Database.Begin(TestContext.Current.CancellationToken);
            await EndedSessions.Note(transaction, ["here", "elsewhere"], service.Clock.Now);
            await transaction.Commit();
        }

        var failure = await Fails(service, People.Amina with { SessionId = "here" });
        Assert.Equal((StatusCode.Unauthenticated, "SIGN_IN_RAN_OUT"), (failure.StatusCode, failure.Reason()));
        await Client(service, People.Amina with { SessionId = "there" }).GetReportAsync(new GetReportRequest());
        await Kept.Forget(
            service.Database, Retention.Unset, service.Clock.Now + Tokens.Lifetime, TestContext.Current.CancellationToken);
        Assert.Equal("SIGN_IN_RAN_OUT", (await Fails(service, People.Amina with { SessionId = "here" })).Reason());
        await Kept.Forget(
            service.Database, Retention.Unset, service.Clock.Now + EndedSessions.KeptFor + TimeSpan.FromSeconds(1),
            TestContext.Current.CancellationToken);
        await using var session = await service.Database.Read(TestContext.Current.CancellationToken);
        Assert.False(await EndedSessions.Has(session, "here"));
    }

    [Fact]
    public async Task One_person_fills_an_hour_for_themselves_alone_and_officers_for_nobody()
    {
        await using var service = await Start(
            () => new Report(), statement: new Statement { Allow = { Role.Person }, PerHour = 3 });
        for (var times = 0; times < 3; times++)
        {
            await Client(service, People.Amina).GetReportAsync(new GetReportRequest());
        }

        var failure = await Fails(service, People.Amina);
        Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_THIS_HOUR"), (failure.StatusCode, failure.Reason()));
        Assert.Contains("3 times", failure.Status.Detail, StringComparison.Ordinal);
        await Client(service, People.Tom).GetReportAsync(new GetReportRequest());
        for (var times = 0; times < 5; times++)
        {
            await Client(service, People.Grace).GetReportAsync(new GetReportRequest());
        }
    }

    [Fact]
    public async Task Anyone_may_ask_whether_it_is_well()
    {
        await using var service = await Start(() => new Report());

        var answer = await new Health.HealthClient(service.As(People.Nobody)).CheckAsync(new HealthCheckRequest());

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    private static Client Client(RunningService service, Caller caller) => new(service.As(caller));

    private static Task<RpcException> Fails(RunningService service, Caller caller) =>
        Assert.ThrowsAsync<RpcException>(async () => await Client(service, caller).GetReportAsync(new GetReportRequest()));

    private static async Task<(StatusCode, string)> Ends(RunningService service, Caller caller)
    {
        var failure = await Fails(service, caller);
        return (failure.StatusCode, failure.Status.Detail);
    }

    private static Task<RunningService> Start(
        Func<Report> answer, Action<Caller>? callerOf = null, Action<DateTime>? deadlineOf = null, Statement? statement = null) =>
        RunningService.Start(
        "sqlite",
        builder =>
        {
            builder.Configuration["Demo"] = "false";
            builder.AddPlatform(typeof(GuardTests).Assembly, Contract.Descriptor, new Dictionary<string, Type>(), bus: null);
            if (statement is not null)
            {
                builder.Services.AddSingleton(new WhoMayCall(new Dictionary<string, Statement>(StringComparer.Ordinal)
                {
                    ["/participatory.accountability.v1.AccountabilityService/GetReport"] = statement,
                }));
            }

            builder.Services.AddSingleton(new Obedience(answer, callerOf ?? (_ => { }), deadlineOf ?? (_ => { })));
        },
        app =>
        {
            app.MapPlatform();
            app.MapGrpcService<Obedient>();
        },
        Contract.Descriptor);

    private sealed record Obedience(Func<Report> Answer, Action<Caller> CallerOf, Action<DateTime> DeadlineOf);

    private sealed class Obedient(Obedience obedience) : Contract.AccountabilityServiceBase
    {
        public override Task<Report> GetReport(GetReportRequest request, ServerCallContext context)
        {
            obedience.CallerOf(Guard.CallerOf(context));
            obedience.DeadlineOf(context.Deadline);
            return Task.FromResult(obedience.Answer());
        }

        public override Task<ListReportsResponse> ListReports(ListReportsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListReportsResponse());

        public override Task<ListStoriesResponse> ListStories(ListStoriesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListStoriesResponse());

        public override Task<Photo> AddPhoto(IAsyncStreamReader<AddPhotoRequest> requestStream, ServerCallContext context) =>
            Task.FromResult(new Photo { AltText = obedience.Answer().Title });

        public override async Task GetPhoto(
            GetPhotoRequest request, IServerStreamWriter<GetPhotoResponse> responseStream, ServerCallContext context) =>
            await responseStream.WriteAsync(new GetPhotoResponse { Content = ByteString.CopyFromUtf8(obedience.Answer().Title) });
    }
}
