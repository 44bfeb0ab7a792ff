using Participatory.Gateway;
using Participatory.Platform;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddGateway();
var app = builder.Build();
app.MapGateway();
return await ServiceProcess.RunAsync(app, args);
