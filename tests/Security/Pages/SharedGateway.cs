namespace Participatory.Tests.Security.Pages;

/// <summary>A gateway for all tests of a class, which leave nothing in it.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    internal LoneGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await LoneGateway.Start();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
