using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Sorting;
using Participatory.Proposals.Themes;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to card sorts and themes.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<CardSort> OpenCardSort(OpenCardSortRequest request, ServerCallContext context) =>
        services.GetRequiredService<OpenCardSort>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<CardSort> CloseCardSort(CloseCardSortRequest request, ServerCallContext context) =>
        services.GetRequiredService<CloseCardSort>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListCardSortsResponse> ListCardSorts(ListCardSortsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListCardSorts>().Handle(request, context.CancellationToken);

    public override Task<CardDeck> GetCards(GetCardsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetCards>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MyPiles> SortCards(SortCardsRequest request, ServerCallContext context) =>
        services.GetRequiredService<SortCards>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MyPiles> GetMyPiles(GetMyPilesRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetMyPiles>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<CardSortAgreement> GetCardSortAgreement(GetCardSortAgreementRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetCardSortAgreement>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Theme> NameTheme(NameThemeRequest request, ServerCallContext context) =>
        services.GetRequiredService<NameTheme>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Theme> ChangeTheme(ChangeThemeRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChangeTheme>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<DeleteThemeResponse> DeleteTheme(DeleteThemeRequest request, ServerCallContext context) =>
        services.GetRequiredService<DeleteTheme>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Theme> PublishTheme(PublishThemeRequest request, ServerCallContext context) =>
        services.GetRequiredService<PublishTheme>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Theme> GetTheme(GetThemeRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetTheme>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListThemesResponse> ListThemes(ListThemesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListThemes>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListThemesForCouncilResponse> ListThemesForCouncil(
        ListThemesForCouncilRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListThemesForCouncil>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListThemeVoicesResponse> ListThemeVoices(ListThemeVoicesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListThemeVoices>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListVoicesWithoutThemeResponse> ListVoicesWithoutTheme(
        ListVoicesWithoutThemeRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListVoicesWithoutTheme>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
