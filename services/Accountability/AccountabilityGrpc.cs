using Grpc.Core;
using Participatory.Accountability.Commitments;
using Participatory.Accountability.Fairness;
using Participatory.Accountability.Funders;
using Participatory.Accountability.Learning;
using Participatory.Accountability.Moderation;
using Participatory.Accountability.Outcomes;
using Participatory.Accountability.Photos;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Scores;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Accountability.Voices;
using Participatory.Platform.Calls;

namespace Participatory.Accountability;

/// <summary>The door: each method goes to its operation.</summary>
internal sealed partial class AccountabilityGrpc(IServiceProvider services) : V1.AccountabilityService.AccountabilityServiceBase
{
    public override Task<Report> GetReport(GetReportRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetReport>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListReportsResponse> ListReports(ListReportsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListReports>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListReportsResponse> ListMyReports(ListMyReportsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListMyReports>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Photo> AddPhoto(IAsyncStreamReader<AddPhotoRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<AddPhoto>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> RemovePhoto(RemovePhotoRequest request, ServerCallContext context) =>
        services.GetRequiredService<RemovePhoto>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FlagPartResponse> FlagPart(FlagPartRequest request, ServerCallContext context) =>
        services.GetRequiredService<FlagPart>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> JudgePart(JudgePartRequest request, ServerCallContext context) =>
        services.GetRequiredService<JudgePart>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> AskPartAgain(AskPartAgainRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskPartAgain>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListFlaggedPartsResponse> ListFlaggedParts(ListFlaggedPartsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListFlaggedParts>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetPartFlagsResponse> GetPartFlags(GetPartFlagsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetPartFlags>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetPartCountsResponse> GetPartCounts(GetPartCountsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetPartCounts>().Handle(request, context.CancellationToken);

    public override Task<Report> SendStory(SendStoryRequest request, ServerCallContext context) =>
        services.GetRequiredService<SendStory>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> AnswerStory(AnswerStoryRequest request, ServerCallContext context) =>
        services.GetRequiredService<AnswerStory>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListStoriesResponse> ListStories(ListStoriesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListStories>().Handle(request, context.CancellationToken);

    public override Task<Story> GetStory(GetStoryRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetStory>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task GetPhoto(
        GetPhotoRequest request, IServerStreamWriter<GetPhotoResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<GetPhoto>().Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Voice> AddVoice(IAsyncStreamReader<AddVoiceRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<AddVoice>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task GetVoice(
        GetVoiceRequest request, IServerStreamWriter<GetVoiceResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<GetVoice>().Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> RemoveVoice(RemoveVoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<RemoveVoice>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> TypeTranscript(TypeTranscriptRequest request, ServerCallContext context) =>
        services.GetRequiredService<TypeTranscript>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> KeepDraft(KeepDraftRequest request, ServerCallContext context) =>
        services.GetRequiredService<KeepDraft>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> TypeStory(TypeStoryRequest request, ServerCallContext context) =>
        services.GetRequiredService<TypeStory>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> WriteConversation(WriteConversationRequest request, ServerCallContext context) =>
        services.GetRequiredService<WriteConversation>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> ConfirmConversation(ConfirmConversationRequest request, ServerCallContext context) =>
        services.GetRequiredService<ConfirmConversation>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> DeclineConversation(DeclineConversationRequest request, ServerCallContext context) =>
        services.GetRequiredService<DeclineConversation>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> WithdrawPart(WithdrawPartRequest request, ServerCallContext context) =>
        services.GetRequiredService<WithdrawPart>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> ExcuseReport(ExcuseReportRequest request, ServerCallContext context) =>
        services.GetRequiredService<ExcuseReport>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListCommitmentsResponse> ListCommitments(ListCommitmentsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListCommitments>().Handle(request, context.CancellationToken);

    public override Task<Commitment> MakeCommitment(MakeCommitmentRequest request, ServerCallContext context) =>
        services.GetRequiredService<MakeCommitment>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Commitment> KeepCommitment(KeepCommitmentRequest request, ServerCallContext context) =>
        services.GetRequiredService<SettleCommitment>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Commitment> BreakCommitment(BreakCommitmentRequest request, ServerCallContext context) =>
        services.GetRequiredService<SettleCommitment>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Commitment> AnswerPriority(AnswerPriorityRequest request, ServerCallContext context) =>
        services.GetRequiredService<AnswerPriority>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Commitment> ExplainCommitment(ExplainCommitmentRequest request, ServerCallContext context) =>
        services.GetRequiredService<SettleCommitment>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListOutcomesResponse> ListOutcomes(ListOutcomesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListOutcomes>().Handle(request, context.CancellationToken);

    public override Task<ListMyStepsResponse> ListMySteps(ListMyStepsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListMySteps>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<SendScoreResponse> SendScore(SendScoreRequest request, ServerCallContext context) =>
        services.GetRequiredService<SendScore>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<SendMinutesResponse> SendMinutes(SendMinutesRequest request, ServerCallContext context) =>
        services.GetRequiredService<SendMinutes>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Relationship> GetRelationship(GetRelationshipRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetRelationship>().Handle(request, context.CancellationToken);

    public override Task<Relationship> ReplyToScores(ReplyToScoresRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReplyToScores>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<TimeAsked> GetTimeAsked(GetTimeAskedRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetTimeAsked>().Handle(request, context.CancellationToken);

    public override Task<Tags> TagStory(TagStoryRequest request, ServerCallContext context) =>
        services.GetRequiredService<TagStory>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Tags> GetTags(GetTagsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetTags>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<V1.Learning> GetLearning(GetLearningRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetLearning>().Handle(request, context.CancellationToken);

    public override Task<SayAboutMeResponse> SayAboutMe(SayAboutMeRequest request, ServerCallContext context) =>
        services.GetRequiredService<SayAboutMe>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<V1.Fairness> GetFairness(GetFairnessRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetFairness>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FunderLink> MakeFunderLink(MakeFunderLinkRequest request, ServerCallContext context) =>
        services.GetRequiredService<MakeFunderLink>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FunderLink> EndFunderLink(EndFunderLinkRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndFunderLink>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListFunderLinksResponse> ListFunderLinks(ListFunderLinksRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListFunderLinks>().Handle(request, context.CancellationToken);

    public override Task<FunderPage> GetFunderPage(GetFunderPageRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetFunderPage>().Handle(request, context.CancellationToken);
}
