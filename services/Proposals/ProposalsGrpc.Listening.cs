using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Questions;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;
using Participatory.Proposals.Voices.Files;
using Participatory.Proposals.Voices.Listeners;

namespace Participatory.Proposals;

/// <summary>The door to questions, voices and listeners.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<OpenQuestion> AskQuestion(AskQuestionRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskQuestion>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<OpenQuestion> ChangeQuestion(ChangeQuestionRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChangeQuestion>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<OpenQuestion> CloseQuestion(CloseQuestionRequest request, ServerCallContext context) =>
        services.GetRequiredService<CloseQuestion>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListQuestionsResponse> ListQuestions(ListQuestionsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListQuestions>().Handle(request, context.CancellationToken);

    public override Task<Voice> SayVoice(SayVoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<SayVoice>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Voice> SayVoiceWithFile(
        IAsyncStreamReader<SayVoiceWithFileRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<SayVoiceWithFile>().Handle(
            requestStream, Guard.CallerOf(context), Guard.SenderOf(context), context.CancellationToken);

    public override Task GetVoiceFile(
        GetVoiceFileRequest request, IServerStreamWriter<GetVoiceFileResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<GetVoiceFile>().Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Voice> GetVoice(GetVoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetVoice>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Voice> GetMyVoice(GetMyVoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetMyVoice>().Handle(request, context.CancellationToken);

    public override Task<ListVoicesResponse> ListVoices(ListVoicesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListVoices>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListVoicesForCouncilResponse> ListVoicesForCouncil(
        ListVoicesForCouncilRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListVoicesForCouncil>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListMyVoicesResponse> ListMyVoices(ListMyVoicesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListMyVoices>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<TakeVoiceBackResponse> TakeVoiceBack(TakeVoiceBackRequest request, ServerCallContext context) =>
        services.GetRequiredService<TakeVoiceBack>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<TakeVoiceBackByLinkResponse> TakeVoiceBackByLink(TakeVoiceBackByLinkRequest request, ServerCallContext context) =>
        services.GetRequiredService<TakeVoiceBackByLink>().Handle(request, context.CancellationToken);

    public override Task<FlagVoiceResponse> FlagVoice(FlagVoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<FlagVoice>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Voice> JudgeVoice(JudgeVoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<JudgeVoice>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Voice> AskVoiceAgain(AskVoiceAgainRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskVoiceAgain>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Voice> AskVoiceAgainByLink(AskVoiceAgainByLinkRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskVoiceAgainByLink>().Handle(request, context.CancellationToken);

    public override Task<ListFlaggedVoicesResponse> ListFlaggedVoices(ListFlaggedVoicesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListFlaggedVoices>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetVoiceFlagsResponse> GetVoiceFlags(GetVoiceFlagsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetVoiceFlags>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListenerLink> MakeListenerLink(MakeListenerLinkRequest request, ServerCallContext context) =>
        services.GetRequiredService<MakeListenerLink>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListenerLink> EndListenerLink(EndListenerLinkRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndListenerLink>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListListenerLinksResponse> ListListenerLinks(ListListenerLinksRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListListenerLinks>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Listening> GetListening(GetListeningRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetListening>().Handle(request, context.CancellationToken);

    public override Task<WrittenVoice> WriteVoiceDown(WriteVoiceDownRequest request, ServerCallContext context) =>
        services.GetRequiredService<WriteVoiceDown>().Handle(request, context.CancellationToken);

    public override Task<WrittenVoice> CorrectWrittenVoice(CorrectWrittenVoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<CorrectWrittenVoice>().Handle(request, context.CancellationToken);

    public override Task<Voice> ConfirmVoice(ConfirmVoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<ConfirmVoice>().Handle(request, context.CancellationToken);

    public override Task<RefuseVoiceResponse> RefuseVoice(RefuseVoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<RefuseVoice>().Handle(request, context.CancellationToken);
}
