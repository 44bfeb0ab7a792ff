namespace Microsoft.Identity.Client.Broker;

/// <summary>Stands where SqlClient offers sign-in through an account broker of the desktop.</summary>
public static class BrokerExtension
{
    /// <summary>There is no broker here, so the application signs in as it does on a machine that has none.</summary>
    public static PublicClientApplicationBuilder WithBroker(this PublicClientApplicationBuilder builder, BrokerOptions brokerOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(brokerOptions);
        return builder;
    }
}
