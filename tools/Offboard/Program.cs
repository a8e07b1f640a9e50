using Spectre.Console.Cli;

var app = new CommandApp();
app.Configure(static configuration => configuration.SetApplicationName("offboard"));
return app.Run(args);
