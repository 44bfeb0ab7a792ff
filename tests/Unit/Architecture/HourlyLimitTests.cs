using System.Globalization;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Access.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Statement = Participatory.Access.V1.Access;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// How often one person may do what others can read, of every method with which people do something: each has a limit, which is met
/// here, or a reason for having none.
/// </summary>
public sealed class HourlyLimitTests
{
    private static readonly Dictionary<string, int> PerHour = new(StringComparer.Ordinal)
    {
        ["CreateProposal"] = 10, ["FlagProposal"] = 10, ["FlagPart"] = 10,
        ["EditProposal"] = 30, ["AddProposalNote"] = 10, ["InviteAuthor"] = 20, ["AcceptInvitation"] = 20,
        ["SuggestJoining"] = 10, ["SuggestSplit"] = 10, ["AcceptJoining"] = 10,
        ["AddProposalPhoto"] = 30, ["SendStory"] = 30, ["TypeTranscript"] = 30,
        ["TagStory"] = 30, ["SendScore"] = 60,
        ["ChangeAddress"] = 5,
        ["CreateGroup"] = 5, ["ChangeGroup"] = 30, ["InviteToGroup"] = 30, ["AcceptGroupInvitation"] = 30, ["ChangeMyMembership"] = 30,
        ["FlagGroup"] = 10, ["AddGroupPicture"] = 10,
        // Somebody who saves after each card.
        ["SortCards"] = 120,
        // Nobody else reads it, and it reads every table and every file of somebody.
        ["GetMine"] = 5,
        // Of one connection where nobody is signed in: a library, a mosque, a listener who sits with many.
        ["SayVoice"] = 20, ["SayVoiceWithFile"] = 20, ["FlagVoice"] = 10, ["WriteVoiceDown"] = 60, ["ConfirmVoice"] = 60,
        ["AskAboutProposal"] = 10, ["AnswerEnquiry"] = 30, ["FlagEnquiry"] = 10,
        // Three full rooms of one hall; wrong codes have a limit of their own (OperaTests).
        ["JoinOpera"] = 200,
    };

    private static readonly Dictionary<string, string> WithoutLimit = new(StringComparer.Ordinal)
    {
        // Nobody else reads it before it is sent, and a story holds twelve and three.
        ["AddPhoto"] = "unsent", ["AddVoice"] = "unsent", ["KeepDraft"] = "unsent",
        ["KeepProposalDraft"] = "unsent", ["DeleteProposalDraft"] = "takes away", ["EndInvitation"] = "takes away",
        ["RefuseInvitation"] = "takes away", ["LeaveProposal"] = "takes away",
        ["RefuseJoining"] = "once", ["TakeJoiningBack"] = "takes away",
        ["RemovePhoto"] = "takes away", ["RemoveVoice"] = "takes away", ["WithdrawPart"] = "takes away",
        ["PutProposalPhotoFirst"] = "of one's own idea",
        ["WithdrawProposal"] = "takes away", ["RemoveProposalPhoto"] = "takes away", ["WithdrawSupport"] = "takes away",
        ["DeclineConversation"] = "takes away",
        ["TakeVoiceBack"] = "takes away", ["TakeVoiceBackByLink"] = "takes away", ["RefuseVoice"] = "takes away",
        // Nobody but the listener reads it.
        ["CorrectWrittenVoice"] = "unsent",
        // In a room of sixty, of whom many share one connection, to which an officer has let them in.
        ["KeepOperaNotes"] = "in a room", ["AgreeOperaNotes"] = "in a room", ["ChooseOperaNotes"] = "in a room",
        ["LeaveOpera"] = "takes away",
        ["TakeEnquiryBack"] = "takes away", ["ThankForAnswer"] = "once", ["AskEnquiryAgain"] = "once",
        ["AskSecondLook"] = "once", ["AskPartAgain"] = "once", ["AskVoiceAgain"] = "once", ["AskVoiceAgainByLink"] = "once",
        // An officer has to write it first.
        ["ConfirmConversation"] = "once",
        ["AcceptAward"] = "once", ["DeclineAward"] = "once", ["ConfirmHosting"] = "once",
        // A number, once for each idea.
        ["ChooseThemes"] = "once",
        ["SupportProposal"] = "once", ["SendMinutes"] = "once", ["SayAboutMe"] = "once",
        ["ConfirmBankDetails"] = "once", ["AnswerAwardMove"] = "once", ["MoveAwardToGroup"] = "of one's own grant",
        ["ChooseHolder"] = "of one's own grant", ["GiveBankDetails"] = "of one's own grant",
        ["ChooseLanguage"] = "about oneself", ["ChooseMail"] = "about oneself", ["EndMySessions"] = "about oneself",
        ["EndMySession"] = "about oneself", ["ForgetMe"] = "once",
        ["AddPasskey"] = "about oneself", ["RemovePasskey"] = "about oneself",
        ["Follow"] = "about oneself", ["StopFollowing"] = "takes away",
        ["EndGroupInvitation"] = "takes away", ["RefuseGroupInvitation"] = "takes away", ["LeaveGroup"] = "takes away",
        ["RemoveGroupPicture"] = "takes away",
        ["CloseGroup"] = "takes away", ["AskGroupAgain"] = "once",
        ["AskSigner"] = "in a group of a hundred", ["AnswerSigner"] = "about oneself",
        // With two codes that it was sent.
        ["ConfirmAddress"] = "once",
        // Many of one connection wait for an officer (RegistrationTests).
        ["Register"] = "once",
        // Whoever has a code votes; wrong ones are slowed down (WrongCodesTests).
        ["CastBallot"] = "once",
    };

    [Fact]
    public void Whatever_people_do_has_a_limit_in_an_hour_or_a_reason_for_none()
    {
        var done = (
            from service in OurCode.Services
            from method in service.Methods
            where Said(method) is var said && (method.InputType.FindFieldByName("request_id") is not null || said.PerHour > 0)
                && (said.Allow.Contains(Role.Person) || said.Allow.Contains(Role.Anyone))
            select (method.Name, Said(method).PerHour)).ToList();

        Assert.Equal(PerHour.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value)),
            done.Where(one => one.PerHour > 0).OrderBy(one => one.Name, StringComparer.Ordinal));
        Assert.Equal(WithoutLimit.Keys.Order(StringComparer.Ordinal),
            done.Where(one => one.PerHour == 0).Select(one => one.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_council_sets_each_of_them_also_where_the_services_run_apart()
    {
        static string Read(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, .. path]));
        var (compose, example, page) = (Read("docker-compose.yml"), Read(".env.example"), Read("eng", "RUNNING.md"));
        // What is about oneself stays as it is.
        Assert.DoesNotContain(PerHour.Keys.Except(["GetMine", "ChangeAddress"]), name =>
        {
            var variable = "PER_HOUR" + string.Concat(
                name.Select(letter => char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
            return !compose.Contains($"  PerHour__{name}: ${{{variable}-}}\n", StringComparison.Ordinal)
                || !example.Contains($"\n{variable}=\n", StringComparison.Ordinal)
                || !page.Contains($"`PerHour__{name}`", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_full_hour_is_said_with_its_number_and_when_to_come_back_and_is_nobody_elses()
    {
        foreach (var descriptor in OurCode.Services.Where(service => service.Methods.Any(method => Said(method).PerHour > 0)))
        {
            await using var service = await AnyMethod.Start(
                descriptor,
                services => services.AddSingleton(made => new HourlyLimits(counts: true, made.GetRequiredService<TimeProvider>())));
            var hourly = service.Services.GetRequiredService<HourlyLimits>();
            foreach (var method in descriptor.Methods.Where(method => Said(method).PerHour > 0))
            {
                var most = Said(method).PerHour;
                for (var done = 1; done < most; done++)
                {
                    hourly.Count($"/{descriptor.FullName}/{method.Name}", People.Amina.Subject);
                }

                Assert.NotEqual("TOO_MANY_THIS_HOUR", await Reason(service, method, People.Amina));
                hourly.Count($"/{descriptor.FullName}/{method.Name}", People.Amina.Subject);
                var full = await AnyCall.Try(service.As(People.Amina), method);
                Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_THIS_HOUR"), (full?.StatusCode, full?.Reason()));
                Assert.Equal(
                    string.Create(CultureInfo.InvariantCulture, $"You have done this {most} times in an hour, which is the most we allow. ")
                        + "You can go on from Sunday 1 March at 1:00pm.", full!.Status.Detail);
                Assert.NotEqual("TOO_MANY_THIS_HOUR", await Reason(service, method, People.Tom));
                Assert.NotEqual("TOO_MANY_THIS_HOUR", await Reason(service, method, People.Grace));
            }
        }
    }

    [Fact]
    public async Task Hours_that_are_over_are_forgotten_by_the_clock_and_others_are_not()
    {
        var clock = new SettableClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var hourly = new HourlyLimits(counts: true, clock);
        for (var person = 0; person < 20_000; person++)
        {
            hourly.Count("/a.B/C", $"person-{person}");
        }

        clock.Advance(TimeSpan.FromMinutes(59));
        hourly.Count("/a.B/C", "person-7");
        await hourly.Tick(TestContext.Current.CancellationToken);
        Assert.Equal(20_000, hourly.Counted);
        clock.Advance(TimeSpan.FromMinutes(1));
        await hourly.Tick(TestContext.Current.CancellationToken);
        Assert.Equal(1, hourly.Counted);
        Assert.NotNull(hourly.FullUntil("/a.B/C", "person-7", perHour: 1));
    }

    [Fact]
    public async Task Whoever_counts_while_hours_are_forgotten_is_counted()
    {
        var clock = new SettableClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var hourly = new HourlyLimits(counts: true, clock);
        using var over = new CancellationTokenSource();
        var tidying = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                await hourly.Tick(CancellationToken.None);
            }
        }, TestContext.Current.CancellationToken);
        var missed = 0;
        for (var time = 0; time < 20_000; time++)
        {
            // What was counted an hour ago is just being forgotten.
            clock.Advance(TimeSpan.FromHours(1));
            hourly.Count("/a.B/C", "somebody");
            missed += hourly.FullUntil("/a.B/C", "somebody", perHour: 1) is null ? 1 : 0;
        }

        await over.CancelAsync();
        await tidying;
        Assert.Equal(0, missed);
    }

    [Fact]
    public void Room_comes_back_an_hour_after_each_call_and_not_before()
    {
        var clock = new SettableClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var hourly = new HourlyLimits(counts: true, clock);
        var start = clock.Now;
        for (var times = 0; times < 3; times++)
        {
            Assert.Null(hourly.FullUntil("/a.B/C", "somebody", perHour: 3));
            hourly.Count("/a.B/C", "somebody");
            clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(start + TimeSpan.FromMinutes(60), hourly.FullUntil("/a.B/C", "somebody", perHour: 3));
        Assert.Null(hourly.FullUntil("/a.B/C", "somebody", perHour: 4));
        Assert.Null(hourly.FullUntil("/a.B/D", "somebody", perHour: 3));
        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(hourly.FullUntil("/a.B/C", "somebody", perHour: 3));
        hourly.Count("/a.B/C", "somebody");
        Assert.Equal(start + TimeSpan.FromMinutes(70), hourly.FullUntil("/a.B/C", "somebody", perHour: 3));
    }

    [Theory]
    [InlineData("CreateProposal", "3", null)]
    [InlineData("createproposal", "1000", null)]
    [InlineData("CreateProposal", "", null)]
    [InlineData("CreateProposal", "0", "PerHour:CreateProposal is 0; it has to be a number between 1 and 1000.")]
    [InlineData("CreateProposal", "ten", "PerHour:CreateProposal is ten; it has to be a number between 1 and 1000.")]
    [InlineData("CastBallot", "3", "There is no PerHour:CastBallot; it has to be one of ")]
    public void The_council_sets_how_often_and_what_cannot_be_is_named(string method, string many, string? fault)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"PerHour:{method}"] = many }).Build();
        if (fault is not null)
        {
            var failure = Assert.Throws<InvalidOperationException>(() => HourlyLimits.Read(settings));
            Assert.StartsWith(fault, failure.Message, StringComparison.Ordinal);
            return;
        }

        var hourly = new HourlyLimits(counts: true, set: HourlyLimits.Read(settings));
        Assert.Equal(
            many.Length == 0 ? 10 : int.Parse(many, CultureInfo.InvariantCulture),
            hourly.MostOf("/participatory.proposals.v1.ProposalsService/CreateProposal", stated: 10));
        Assert.Equal(30, hourly.MostOf("/participatory.accountability.v1.AccountabilityService/SendStory", stated: 30));
        Assert.Equal(0, hourly.MostOf("/participatory.proposals.v1.ProposalsService/CreateProposal", stated: 0));
    }

    private static Statement Said(MethodDescriptor method) => method.GetOptions().GetExtension(AccessExtensions.Access);

    private static async Task<string?> Reason(RunningService service, MethodDescriptor method, Caller caller) =>
        (await AnyCall.Try(service.As(caller), method))?.Reason();
}
