using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Harness.Walks;
using Participatory.Types.V1;
using Participatory.Tests.Service.Accountability.Answering;
using static Participatory.Tests.Service.Accountability.AskedGroups;
using Contract = Participatory.Accountability.V1.AccountabilityService;

namespace Participatory.Tests.Service.Accountability;

public sealed class WhoMayCallTests
{
    private static readonly Telling Planted = new() { Question = Question.Happened, Words = "We planted forty trees." };

    [Theory, EveryDatabase]
    public async Task Other_groups_and_officers_of_other_areas_are_refused_as_the_contract_says(string engine)
    {
        await using var run = await Start(engine);
        // Whoever has nothing to do with a story or an idea is not told that there is one.
        Assert.True(await AccessWalk.Past(Contract.Descriptor, run.Service, Scenes(run), "REPORT_NOT_FOUND", "IDEA_NOT_FOUND") > 500);
    }

    private static Dictionary<string, Func<Visit, Task<Scene>>> Scenes(AskedGroups run) => new(StringComparer.Ordinal)
    {
        ["GetReport"] = async visit => new(new GetReportRequest { ReportId = await Asked(run, visit) }),
        ["ListReports"] = async visit =>
        {
            await run.Service.Deliver(RoundOpened(visit.Id));
            await run.Service.Deliver(run.Paid(visit.Id, People.Amina, round: visit.Id));
            return new(new ListReportsRequest { RoundId = visit.Id });
        },
        // The group adds to a story that it has not sent; an officer to one that came on paper.
        ["AddPhoto"] = async visit =>
            new(Photo(visit.Way == Harness.Walks.Way.Officer ? await Typed(run, visit) : await Asked(run, visit))),
        ["RemovePhoto"] = async visit =>
        {
            var photo = Photo(await Asked(run, visit));
            var added = await run.Send(People.Amina, [new(photo) { RequestId = Id() }]);
            return new(new RemovePhotoRequest { ReportId = photo.ReportId, PhotoId = added.PhotoId });
        },
        ["AddVoice"] = async visit =>
            new(new AddVoiceRequest { ReportId = await Asked(run, visit), Content = ByteString.CopyFrom(TestSound.Webm()) }),
        ["RemoveVoice"] = async visit =>
        {
            var report = await Asked(run, visit);
            var voice = await run.Speak(People.Amina, report, TestSound.Webm());
            return new(new RemoveVoiceRequest { ReportId = report, VoiceId = voice.VoiceId });
        },
        ["TypeTranscript"] = async visit =>
        {
            var report = await Asked(run, visit);
            var voice = await run.Speak(People.Amina, report, TestSound.Webm());
            // What was not sent yet, the group alone can hear.
            await run.Tell(People.Amina, report);
            return new(new TypeTranscriptRequest { ReportId = report, VoiceId = voice.VoiceId, Words = "We sang." });
        },
        ["KeepDraft"] = async visit =>
            new(new KeepDraftRequest { ReportId = await Asked(run, visit), Draft = new Draft { Words = "We began." } }),
        ["SendStory"] = async visit => new(Story(await Asked(run, visit))),
        ["TypeStory"] = async visit => new(OnPaper(await Asked(run, visit))),
        ["WriteConversation"] = async visit => new(Conversation(await Asked(run, visit))),
        ["ConfirmConversation"] = async visit => new(new ConfirmConversationRequest
        {
            ReportId = await Written(run, visit), Version = 1, Audience = Audience.Everybody, Tellings = { Planted },
        }),
        ["DeclineConversation"] = async visit => new(new DeclineConversationRequest { ReportId = await Written(run, visit), Version = 1 }),
        ["WithdrawPart"] = async visit =>
        {
            var report = await Asked(run, visit);
            var photo = await run.Upload(People.Amina, report, TestJpeg.Picture());
            await run.Tell(People.Amina, report);
            return new(new WithdrawPartRequest { ReportId = report, PartId = photo.PhotoId });
        },
        ["JudgePart"] = async visit =>
        {
            var (report, part) = await Words(run, visit);
            return new(new JudgePartRequest
            {
                ReportId = report, PartId = part, Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
            });
        },
        ["AskPartAgain"] = async visit =>
        {
            var (report, part) = await Words(run, visit);
            await run.As(People.Grace).JudgePartAsync(new JudgePartRequest
            {
                RequestId = Id(), ReportId = report, PartId = part, Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
            });
            return new(new AskPartAgainRequest { ReportId = report, PartId = part });
        },
        ["ListFlaggedParts"] = async visit =>
        {
            var (report, part) = await Words(run, visit);
            await run.As(People.Nobody).FlagPartAsync(
                new FlagPartRequest { RequestId = Id(), ReportId = report, PartId = part, Reason = HidingReason.Abuse });
            return new(new ListFlaggedPartsRequest());
        },
        ["GetPartFlags"] = async visit =>
        {
            var (report, part) = await Words(run, visit);
            return new(new GetPartFlagsRequest { ReportId = report, PartId = part });
        },
        ["ExcuseReport"] = async visit =>
        {
            var report = await Asked(run, visit);
            await run.Pass(TimeSpan.FromDays(30));
            await run.Pass(TimeSpan.FromDays(22));
            await run.Pass(TimeSpan.FromDays(50));
            return new(new ExcuseReportRequest { ReportId = report, Reason = "They moved away." });
        },
        ["AnswerStory"] = async visit => new(Answer(await Told(run, visit))),
        ["MakeCommitment"] = visit => Task.FromResult(new Scene(Promise(run))),
        ["KeepCommitment"] = async _ => new(new KeepCommitmentRequest { CommitmentId = await Promised(run) }),
        ["BreakCommitment"] = async _ =>
            new(new BreakCommitmentRequest { CommitmentId = await Promised(run), Reason = "The gate was stolen." }),
        ["AnswerPriority"] = async visit =>
        {
            await run.Service.Deliver(PriorityTests.Decided(run.Service.Clock.Now, [new(visit.Id, 1, "I am heard")]));
            return new(PriorityTests.Answering(visit.Id));
        },
        ["ExplainCommitment"] = async _ =>
        {
            var commitment = await Promised(run);
            run.Service.Clock.Advance(TimeSpan.FromDays(60));
            return new(new ExplainCommitmentRequest { CommitmentId = commitment, Reason = "The paint is late." });
        },
        ["SendScore"] = async visit => new(new SendScoreRequest
        {
            RoundId = Round, ProjectId = await Made(run, visit), Step = Step.Proposing,
            Score = new Score { ListenedTo = 4, Trusted = 4, Equal = 4, WorthOurTime = 4 },
        }),
        ["SendMinutes"] = async visit =>
            new(new SendMinutesRequest { RoundId = Round, ProjectId = await Made(run, visit), Step = Step.Proposing, Minutes = 30 }),
        ["TagStory"] = async visit =>
            new(new TagStoryRequest { ReportId = await Told(run, visit), Quotation = "It went well.", Themes = { "trees" } }),
        ["GetTags"] = async visit => new(new GetTagsRequest { ReportId = await Told(run, visit) }),
        ["ReplyToScores"] = async visit =>
        {
            foreach (var at in Enumerable.Range(1, 6))
            {
                var group = People.Resident($"{visit.Id}-{at}");
                await run.Service.Deliver(
                    new ProposalMade(Round, $"{visit.Id}-{at}", Ward, "Benches", group.Subject, run.Service.Clock.Now));
                await run.As(group).SendScoreAsync(new SendScoreRequest
                {
                    RequestId = Id(), RoundId = Round, ProjectId = $"{visit.Id}-{at}", Step = Step.Proposing,
                    Score = new Score { ListenedTo = 4, Trusted = 4, Equal = 4, WorthOurTime = 4 },
                });
            }

            return new(new ReplyToScoresRequest { RoundId = Round, Step = Step.Proposing, Words = "We will ring earlier." });
        },
        ["MakeFunderLink"] = visit => Task.FromResult(new Scene(new MakeFunderLinkRequest { RoundId = Round, Funder = visit.Id })),
        ["EndFunderLink"] = async visit => new(new EndFunderLinkRequest { LinkId = (await Linked(run, visit)).LinkId }),
        ["GetFunderPage"] = async visit =>
        {
            var link = await Linked(run, visit);
            return new(new GetFunderPageRequest { Secret = link.Secret })
            {
                Guessed = new GetFunderPageRequest { Secret = (link.Secret[0] == '0' ? "1" : "0") + link.Secret[1..] },
            };
        },
    };

    private static string Id() => Guid.NewGuid().ToString();

    private static async Task<FunderLink> Linked(AskedGroups run, Visit visit) =>
        await run.As(People.Grace).MakeFunderLinkAsync(new() { RequestId = Id(), RoundId = Round, Funder = visit.Id });

    private static async Task<string> Asked(AskedGroups run, Visit visit) => (await run.Ask(People.Amina, visit.Id)).ReportId;

    private static async Task<string> Told(AskedGroups run, Visit visit) =>
        (await run.Tell(People.Amina, await Asked(run, visit))).ReportId;

    private static async Task<(string Report, string Part)> Words(AskedGroups run, Visit visit)
    {
        var told = await run.Tell(People.Amina, await Asked(run, visit));
        return (told.ReportId, told.Story.Tellings[0].PartId);
    }

    private static AddPhotoRequest Photo(string report) => new()
    {
        RequestId = Id(), ReportId = report, Recognised = Recognised.Nobody, Content = ByteString.CopyFrom(TestJpeg.Picture()),
    };

    private static TypeStoryRequest OnPaper(string report) =>
        new() { ReportId = report, Audience = Audience.Everybody, ToldBy = "The gardeners", Tellings = { Planted } };

    private static async Task<string> Typed(AskedGroups run, Visit visit) =>
        (await run.As(People.Grace).TypeStoryAsync(new(OnPaper(await Asked(run, visit))) { RequestId = Id() })).ReportId;

    private static WriteConversationRequest Conversation(string report) =>
        new() { ReportId = report, Meeting = Meeting.Visit, Tellings = { Planted } };

    private static async Task<string> Written(AskedGroups run, Visit visit) =>
        (await run.As(People.Grace).WriteConversationAsync(new(Conversation(await Asked(run, visit))) { RequestId = Id() })).ReportId;

    private static MakeCommitmentRequest Promise(AskedGroups run) => new()
    {
        RoundId = Round, AreaCode = Ward, Title = "Mend the gate", Role = "Parks team",
        DueTime = run.Service.Clock.Now.AddDays(30).ToTimestamp(),
    };

    private static async Task<string> Promised(AskedGroups run) =>
        (await run.As(People.Grace).MakeCommitmentAsync(new(Promise(run)) { RequestId = Id() })).CommitmentId;

    private static async Task<string> Made(AskedGroups run, Visit visit)
    {
        await run.Service.Deliver(
            new ProposalMade(Round, visit.Id, Ward, "Benches", People.Amina.Subject, run.Service.Clock.Now));
        return visit.Id;
    }
}
