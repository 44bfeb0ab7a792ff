using Google.Protobuf;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Harness.Walks;
using Participatory.Types.V1;
using Contract = Participatory.Proposals.V1.ProposalsService;

namespace Participatory.Tests.Service.Proposals;

public sealed class WhoMayCallTests
{
    [Theory, EveryDatabase]
    public async Task Other_areas_and_other_people_are_refused_as_the_contract_says(string engine)
    {
        await using var council = await Council.Start(engine);
        Assert.True(await AccessWalk.Past(Contract.Descriptor, council.Service, Scenes(council)) > 100);
    }

    private static Dictionary<string, Func<Visit, Task<Scene>>> Scenes(Council council) => new(
        ThemeScenes.Of(council).Concat(EnquiryScenes.Of(council)).Concat(DeskScenes.Of(council)).Concat(WritingScenes.Of(council))
            .Concat(JoiningScenes.Of(council)).Concat(PlaceScenes.Of(council)))
    {
        ["CreateRound"] = visit => Task.FromResult(new Scene(new CreateRoundRequest { Round = Council.Draft(visit.Id) })),
        ["AdvanceRound"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new AdvanceRoundRequest { RoundId = visit.Id, ToPhase = Phase.Accepting, Reason = "Everybody is ready." });
        },
        ["MoveDates"] = async visit =>
        {
            var dates = (await council.Make(Council.Draft(visit.Id))).Dates;
            dates.FinishedFrom = Council.Day(50);
            return new(new MoveDatesRequest { RoundId = visit.Id, Dates = dates, Reason = "The school asked." });
        },
        ["CorrectRound"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new CorrectRoundRequest { RoundId = visit.Id, Description = "Better said.", Reason = "A typing error." });
        },
        ["NameTopics"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new NameTopicsRequest { RoundId = visit.Id, Topics = { new Topic { Name = "Play" } } });
        },
        ["EndRound"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new EndRoundRequest { RoundId = visit.Id, Reason = "There is no money." });
        },
        ["PublishBallotPaper"] = async visit =>
        {
            var idea = await Proposed(council, visit);
            await council.Advance(Phase.Reviewing, visit.Id);
            await council.As(People.Grace).ValueProposalAsync(new(Valued(idea)) { RequestId = Council.NewRequest() });
            await council.Release(Council.Elm, 9_000, roundId: visit.Id);
            return new(new PublishBallotPaperRequest { RoundId = visit.Id, Reason = "All ideas are reviewed." });
        },
        ["WithdrawProposal"] = async visit =>
            new(new WithdrawProposalRequest { RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId }),
        ["AddProposalPhoto"] = async visit => new(Photo(await Proposed(council, visit))),
        ["RemoveProposalPhoto"] = async visit =>
        {
            var idea = await Proposed(council, visit);
            await council.As(People.Amina).AddProposalPhoto().Send([Photo(idea)]);
            return new(new RemoveProposalPhotoRequest { RoundId = visit.Id, ProposalId = idea.ProposalId, Reason = "It shows a child." });
        },
        ["PutProposalPhotoFirst"] = async visit =>
        {
            var idea = await Proposed(council, visit);
            var shown = await council.As(People.Amina).AddProposalPhoto().Send([Photo(idea)]);
            return new(new PutProposalPhotoFirstRequest
            {
                RoundId = visit.Id, ProposalId = idea.ProposalId, PhotoId = shown.Photo.PhotoId,
            });
        },
        ["JudgeProposal"] = async visit => new(
            new JudgeProposalRequest
            {
                RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId, Part = IdeaPart.Words,
                Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
            })
        { Earlier = People.Amina },
        ["AskSecondLook"] = async visit =>
        {
            var idea = await Proposed(council, visit);
            await council.As(People.Grace).JudgeProposalAsync(new()
            {
                RequestId = Council.NewRequest(), RoundId = visit.Id, ProposalId = idea.ProposalId, Part = IdeaPart.Words,
                Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
            });
            return new(new AskSecondLookRequest { RoundId = visit.Id, ProposalId = idea.ProposalId, Part = IdeaPart.Words });
        },
        ["ListFlagged"] = async visit =>
        {
            var idea = await Proposed(council, visit);
            await council.As(People.Nobody).FlagProposalAsync(new()
            {
                RequestId = Council.NewRequest(), RoundId = visit.Id, ProposalId = idea.ProposalId, Part = IdeaPart.Words,
                Reason = HidingReason.Abuse,
            });
            return new(new ListFlaggedRequest());
        },
        ["GetFlags"] = async visit => new(new GetFlagsRequest
        {
            RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId, Part = IdeaPart.Words,
        }),
        ["AskQuestion"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new AskQuestionRequest { Question = Listened.Question(roundId: visit.Id) });
        },
        ["ChangeQuestion"] = async visit =>
        {
            var question = await Asked(council, visit);
            return new(new ChangeQuestionRequest
            {
                QuestionId = question.QuestionId, Words = "What else?", OpenTime = question.OpenTime, CloseTime = question.CloseTime,
            });
        },
        ["CloseQuestion"] = async visit => new(new CloseQuestionRequest { QuestionId = (await Asked(council, visit)).QuestionId }),
        ["GetMyVoice"] = async visit => await ByLink(
            council, visit, secret => new GetMyVoiceRequest { Secret = secret }),
        ["TakeVoiceBackByLink"] = async visit => await ByLink(
            council, visit, secret => new TakeVoiceBackByLinkRequest { Secret = secret }),
        ["AskVoiceAgainByLink"] = async visit => await ByLink(
            council, visit, secret => new AskVoiceAgainByLinkRequest { Secret = secret }, hidden: true),
        ["ListVoicesForCouncil"] = async visit =>
        {
            await council.Say(People.Amina, Listened.Voice(await Asked(council, visit)));
            return new(new ListVoicesForCouncilRequest { RoundId = visit.Id });
        },
        ["TakeVoiceBack"] = async visit => new(new TakeVoiceBackRequest { VoiceId = await Said(council, visit) }),
        ["AskVoiceAgain"] = async visit =>
        {
            var voice = await Said(council, visit);
            await Hide(council, voice);
            return new(new AskVoiceAgainRequest { VoiceId = voice });
        },
        ["JudgeVoice"] = async visit => new(new JudgeVoiceRequest
        {
            VoiceId = await Said(council, visit), Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
        })
        { Earlier = People.Amina },
        ["ListFlaggedVoices"] = async visit =>
        {
            await council.As(People.Nobody).FlagVoiceAsync(
                new() { RequestId = Council.NewRequest(), VoiceId = await Said(council, visit), Reason = HidingReason.Abuse });
            return new(new ListFlaggedVoicesRequest());
        },
        ["GetVoiceFlags"] = async visit => new(new GetVoiceFlagsRequest { VoiceId = await Said(council, visit) }),
        ["MakeListenerLink"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new MakeListenerLinkRequest { RoundId = visit.Id, Listener = "A youth club", Secret = Listened.NewSecret() });
        },
        ["EndListenerLink"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            await council.Invite(roundId: visit.Id);
            return new(new EndListenerLinkRequest
            {
                LinkId = (await council.As(People.Grace).ListListenerLinksAsync(new() { RoundId = visit.Id })).Links[0].LinkId,
            });
        },
        ["ListListenerLinks"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            await council.Invite(Council.Elm, visit.Id);
            return new(new ListListenerLinksRequest { RoundId = visit.Id });
        },
        ["GetListening"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return Guessed(await council.Invite(roundId: visit.Id), secret => new GetListeningRequest { Secret = secret });
        },
        ["WriteVoiceDown"] = async visit =>
        {
            var question = await Asked(council, visit);
            return Guessed(await council.Invite(roundId: visit.Id), secret => new WriteVoiceDownRequest
            {
                Secret = secret,
                Voice = new WrittenVoice { QuestionId = question.QuestionId, AreaCode = Council.Elm, Words = "A bench", Language = "en" },
            });
        },
        ["CorrectWrittenVoice"] = async visit => await Written(council, visit, (secret, written) => new CorrectWrittenVoiceRequest
        {
            Secret = secret, VoiceId = written.VoiceId, Version = 1, Words = "A bank", Language = "en",
        }),
        ["ConfirmVoice"] = async visit => await Written(council, visit, (secret, written) => new ConfirmVoiceRequest
        {
            Secret = secret, VoiceId = written.VoiceId, Version = 1, Audience = VoiceAudience.Council, VoiceSecret = Listened.NewSecret(),
        }),
        ["RefuseVoice"] = async visit => await Written(
            council, visit, (secret, written) => new RefuseVoiceRequest { Secret = secret, VoiceId = written.VoiceId, Version = 1 }),
        ["OpenChoice"] = async visit =>
        {
            await council.MakeThemed(2, visit.Id);
            return new(Chosen.Opening(roundId: visit.Id));
        },
        ["RecordDecision"] = async visit =>
        {
            await council.MakeThemed(2, visit.Id);
            return new(new RecordDecisionRequest(Chosen.Decision(Chosen.Ids(1, visit.Id))) { RoundId = visit.Id });
        },
        ["GetChoosableThemes"] = async visit =>
        {
            await council.MakeThemed(2, visit.Id);
            return new(new GetChoosableThemesRequest { RoundId = visit.Id, AreaCode = Council.Elm });
        },
        ["ValueProposal"] = async visit => new(Valued(await Proposed(council, visit))),
        ["OpenOperaRoom"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new OpenOperaRoomRequest { RoundId = visit.Id, Question = "What matters most?", Minutes = 2 });
        },
        ["CloseOperaDoor"] = visit => Gathered(
            council, visit, OperaStep.Own, (room, _) => new(new CloseOperaDoorRequest { RoomId = room.RoomId })),
        ["MoveOpera"] = visit => Gathered(
            council, visit, OperaStep.Own, (room, _) => new(new MoveOperaRequest { RoomId = room.RoomId, Step = OperaStep.Own })),
        ["HideOperaNote"] = visit => Gathered(council, visit, OperaStep.Rank, (room, _) => new(
            new HideOperaNoteRequest { RoomId = room.RoomId, NoteId = room.Notes[0].NoteId, Reason = HidingReason.Abuse })),
        ["ArrangeOperaNotes"] = visit => Gathered(council, visit, OperaStep.Arrange, (room, _) => new(
            new ArrangeOperaNotesRequest { RoomId = room.RoomId, NoteIds = { room.Notes[0].NoteId }, Heading = "Together" })),
        ["GetOperaRoom"] = visit => Gathered(
            council, visit, OperaStep.Own, (room, _) => new(new GetOperaRoomRequest { RoomId = room.RoomId })),
        ["ListOperaRooms"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            await council.OpenRoom(Council.Elm, visit.Id);
            return new(new ListOperaRoomsRequest { RoundId = visit.Id });
        },
        ["GetOperaPlace"] = visit => Gathered(
            council, visit, OperaStep.Own, (_, place) => Guessed(place, secret => new GetOperaPlaceRequest { Secret = secret })),
        ["KeepOperaNotes"] = visit => Gathered(council, visit, OperaStep.Own, (_, place) => Guessed(
            place, secret => new KeepOperaNotesRequest { Secret = secret, Notes = { "A bench" } })),
        ["AgreeOperaNotes"] = visit => Gathered(council, visit, OperaStep.Pair, (_, place) => Guessed(
            place, secret => new AgreeOperaNotesRequest { Secret = secret, Version = 1, Notes = { "A bench" } })),
        ["ChooseOperaNotes"] = visit => Gathered(council, visit, OperaStep.Rank, (room, place) => Guessed(
            place, secret => new ChooseOperaNotesRequest { Secret = secret, Version = 2, NoteIds = { room.Notes[0].NoteId } })),
        ["LeaveOpera"] = visit => Gathered(
            council, visit, OperaStep.Own, (_, place) => Guessed(place, secret => new LeaveOperaRequest { Secret = secret })),
    };

    /// <summary>A room of a round of its own, and the secret of somebody in it.</summary>
    private static async Task<Scene> Gathered(
        Council council, Visit visit, OperaStep step, Func<OperaRoom, string, Scene> scene)
    {
        await council.Make(Council.Draft(visit.Id));
        var (room, secrets) = await council.Gather(step, roundId: visit.Id);
        return scene(room, secrets[0]);
    }

    private static async Task<OpenQuestion> Asked(Council council, Visit visit)
    {
        await council.Make(Council.Draft(visit.Id));
        return await council.Ask(Listened.Question(roundId: visit.Id));
    }

    private static async Task<string> Said(Council council, Visit visit) =>
        (await council.Say(People.Amina, Listened.Voice(await Asked(council, visit)))).VoiceId;

    private static async Task Hide(Council council, string voiceId) => await council.As(People.Noor).JudgeVoiceAsync(new()
    {
        RequestId = Council.NewRequest(), VoiceId = voiceId, Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
    });

    private static async Task<Scene> ByLink(Council council, Visit visit, Func<string, IMessage> request, bool hidden = false)
    {
        var secret = Listened.NewSecret();
        var voice = await council.Say(People.Nobody, Listened.Voice(await Asked(council, visit)), secret);
        if (hidden)
        {
            await Hide(council, voice.VoiceId);
        }

        return Guessed(secret, request);
    }

    private static async Task<Scene> Written(Council council, Visit visit, Func<string, WrittenVoice, IMessage> request)
    {
        var question = await Asked(council, visit);
        var secret = await council.Invite(roundId: visit.Id);
        var written = await council.WriteDown(secret, question);
        return Guessed(secret, given => request(given, written));
    }

    private static Scene Guessed(string secret, Func<string, IMessage> request) =>
        new(request(secret)) { Guessed = request(Listened.NewSecret()) };

    private static async Task<Proposal> Proposed(Council council, Visit visit)
    {
        await council.MakeAccepting(Council.Draft(visit.Id));
        return await council.Propose(People.Amina, Council.Idea(roundId: visit.Id));
    }

    private static ValueProposalRequest Valued(Proposal idea) => new()
    {
        RoundId = idea.RoundId, ProposalId = idea.ProposalId, Valuation = new Valuation { Cost = Council.Pounds(1_000) },
    };

    private static AddProposalPhotoRequest Photo(Proposal idea) => new()
    {
        RequestId = Council.NewRequest(), RoundId = idea.RoundId, ProposalId = idea.ProposalId, AltText = "Three benches",
        EverybodySaidYes = true, Content = ByteString.CopyFrom(TestJpeg.Picture()),
    };
}
